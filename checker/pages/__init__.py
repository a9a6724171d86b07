"""Streamlit pages of the checker."""
