"""Who computes: the catalogue, the weights and the llama.cpp engine."""
