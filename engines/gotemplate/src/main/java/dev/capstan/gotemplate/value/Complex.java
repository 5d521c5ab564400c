package dev.capstan.gotemplate.value;

/** A complex128. Templates can write such constants, and print them; nothing else takes them. */
public record Complex(double real, double imaginary) {}
