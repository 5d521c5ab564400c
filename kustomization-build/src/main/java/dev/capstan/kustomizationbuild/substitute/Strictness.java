package dev.capstan.kustomizationbuild.substitute;

/** What an expression that reads an undeclared variable means. */
public enum Strictness {
    /** It fails, unless the expression itself gives a default. */
    STRICT,
    /** It stands for the empty text. */
    LENIENT
}
