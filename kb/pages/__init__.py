"""Streamlit pages of the knowledge base."""
