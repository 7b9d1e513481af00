"""When questions are answered: the weights of the evidence, and refusals in indexes of several sizes."""
