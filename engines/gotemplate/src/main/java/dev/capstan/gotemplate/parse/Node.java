package dev.capstan.gotemplate.parse;

/** A part of a template's tree. Its text is how messages show it, which is how Go would write it. */
public sealed interface Node permits Body, Statement, Expression {

    /** Where it stands: the character of the text that messages point at. */
    int position();
}
