"""The life of a document: accepted, admitted, revised, deleted, embedded anew."""
