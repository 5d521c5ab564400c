package dev.capstan.argo.health.lua;

import java.util.List;

/** The words of a script, taken one after the other, and how deep its parts are nested. */
final class LuaWords {

    private static final int DEEPEST = 60;
    private static final int LONGEST_CHAIN = 100;

    private final List<LuaToken> words;
    private int place;
    private int depth;

    LuaWords(List<LuaToken> words) {
        this.words = words;
    }

    LuaToken peek() {
        return words.get(place);
    }

    LuaToken peekSecond() {
        return words.get(Math.min(place + 1, words.size() - 1));
    }

    LuaToken next() {
        LuaToken word = words.get(place);
        place = Math.min(place + 1, words.size() - 1);
        return word;
    }

    boolean take(String word) {
        boolean isNext = peek().is(word);
        if (isNext) {
            next();
        }
        return isNext;
    }

    void expect(String word) throws LuaSyntaxException {
        if (!take(word)) {
            throw fault("'" + word + "' is expected");
        }
    }

    String name() throws LuaSyntaxException {
        if (peek().kind() != LuaToken.Kind.NAME) {
            throw fault("a name is expected");
        }
        return next().text();
    }

    boolean isAtEndOfBlock() {
        return peek().kind() == LuaToken.Kind.END
                || peek().is("end")
                || peek().is("else")
                || peek().is("elseif")
                || peek().is("until");
    }

    void enter() throws LuaSyntaxException {
        if (++depth > DEEPEST) {
            throw fault("the script is nested more than " + DEEPEST + " deep");
        }
    }

    /** Chains are nested when they run, so their length is bounded as well. */
    void checkChain(int length) throws LuaSyntaxException {
        if (length > LONGEST_CHAIN) {
            throw fault("more than " + LONGEST_CHAIN + " operators or fields follow each other");
        }
    }

    void leave() {
        depth--;
    }

    LuaSyntaxException fault(String message) {
        return new LuaSyntaxException(peek().line(), message + ", before '" + peek().text() + "'");
    }
}
