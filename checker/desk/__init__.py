"""The review desk: what the pages share that is not Streamlit."""
