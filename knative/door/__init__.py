"""The commands behind `build.sh`: clients of a running MiniRAG, and its start and stop."""
