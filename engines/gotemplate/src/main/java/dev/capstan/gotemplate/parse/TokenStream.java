package dev.capstan.gotemplate.parse;

import dev.capstan.gotemplate.failure.TemplateParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The words of a text, with as much looking ahead as is needed, and the complaints about them. */
final class TokenStream {

    private final String name;
    private final Lexer lexer;
    private final Deque<Token> ahead = new ArrayDeque<>(4);
    /** Messages name the line of the word that was cut out last. */
    private int lastLine = 1;
    /** The line of the action that is being read, or zero between actions. */
    private int actionLine;

    TokenStream(String name, String text) {
        this.name = name;
        this.lexer = new Lexer(text);
    }

    Token next() {
        Token token = ahead.poll();
        if (token == null) {
            token = lexer.next();
            lastLine = token.line();
        }
        return token;
    }

    void putBack(Token token) {
        ahead.push(token);
    }

    Token peek() {
        Token token = next();
        putBack(token);
        return token;
    }

    boolean isNext(TokenType type) {
        return peek().is(type);
    }

    Token nextNonSpace() {
        Token token = next();
        while (token.is(TokenType.SPACE)) {
            token = next();
        }
        return token;
    }

    Token peekNonSpace() {
        Token token = nextNonSpace();
        putBack(token);
        return token;
    }

    /** The next word, which must be of one of these types. */
    Token expect(String context, TokenType... types) {
        Token token = nextNonSpace();
        for (TokenType type : types) {
            if (token.is(type)) {
                return token;
            }
        }
        throw unexpected(token, context);
    }

    void beginAction(Token leftDelimiter) {
        actionLine = leftDelimiter.line();
    }

    void endAction() {
        actionLine = 0;
    }

    /** The line that messages name at this moment. */
    int lastLine() {
        return lastLine;
    }

    TemplateParseException fail(String problem) {
        return failAt(lastLine, problem);
    }

    TemplateParseException failAt(int line, String problem) {
        return new TemplateParseException(name, line, problem);
    }

    TemplateParseException unexpected(Token token, String context) {
        if (!token.is(TokenType.ERROR)) {
            return fail("unexpected " + token + " in " + context);
        }
        if (actionLine == 0 || actionLine == token.line()) {
            return fail(token.value());
        }
        String word = token.value().endsWith(" action") ? "" : " in action";
        return fail(token.value() + word + " started at " + name + ":" + actionLine);
    }

    /** For values that the reader of literals may refuse. */
    <T> T orFail(@Nullable T value, String problem) {
        if (value == null) {
            throw fail(problem);
        }
        return value;
    }
}
