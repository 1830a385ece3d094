"""Interactive content written in the admin: forms for what neither our questions nor our blocks can do.

What an author writes is made into parameters of a content type (``kinds``), on top of the defaults of the newest
approved library of that name (``semantics``) and of labels in Vietnamese (``labels``), and kept as a revision like any
other; what she wrote stays beside it, so that she finds it in the same form again.
"""
