"""The commands behind build.sh that talk to a running MiniRAG."""
