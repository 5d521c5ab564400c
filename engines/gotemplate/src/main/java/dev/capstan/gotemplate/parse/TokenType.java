package dev.capstan.gotemplate.parse;

/** The kinds of words that a template consists of. */
enum TokenType {
    /** Not well-formed; the value says why. */
    ERROR,
    BOOL,
    /** A printable ASCII character without a meaning of its own, and the comma. */
    CHAR,
    CHAR_CONSTANT,
    COMPLEX,
    ASSIGN,
    DECLARE,
    EOF,
    /** A name behind a dot, dot included. */
    FIELD,
    IDENTIFIER,
    LEFT_DELIM,
    LEFT_PAREN,
    NUMBER,
    PIPE,
    RAW_STRING,
    RIGHT_DELIM,
    RIGHT_PAREN,
    SPACE,
    STRING,
    TEXT,
    /** A name behind a dollar sign, sign included; or the sign alone. */
    VARIABLE,
    BLOCK,
    BREAK,
    CONTINUE,
    DOT,
    DEFINE,
    ELSE,
    END,
    IF,
    NIL,
    RANGE,
    TEMPLATE,
    WITH;

    /** Is it a word with a meaning in the language, or the dot? */
    boolean isKeyword() {
        return compareTo(BLOCK) >= 0;
    }
}
