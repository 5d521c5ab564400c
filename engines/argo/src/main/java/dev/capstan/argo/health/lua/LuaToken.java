package dev.capstan.argo.health.lua;

/**
 * A word of a script.
 *
 * @param text the name, sign or keyword, or what a string or number means
 */
record LuaToken(Kind kind, String text, int line) {

    enum Kind {
        NAME,
        KEYWORD,
        SIGN,
        STRING,
        NUMBER,
        END
    }

    boolean is(String word) {
        return (kind == Kind.KEYWORD || kind == Kind.SIGN) && text.equals(word);
    }
}
