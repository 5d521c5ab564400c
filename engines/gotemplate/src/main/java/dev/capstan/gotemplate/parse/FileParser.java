package dev.capstan.gotemplate.parse;

import dev.capstan.gotemplate.format.Quote;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses one text into its templates. */
public final class FileParser {

    private final Source source;
    private final FunctionTable functions;
    private final TokenStream tokens;
    private final Nesting nesting = new Nesting();
    private final Map<String, TemplateTree> defined = new LinkedHashMap<>();

    private FileParser(Source source, FunctionTable functions) {
        this.source = source;
        this.functions = functions;
        this.tokens = new TokenStream(source.name(), source.text());
    }

    /**
     * Parses a text.
     *
     * @param name its name, which is also that of its main template
     * @throws dev.capstan.gotemplate.failure.TemplateParseException when it is not well-formed
     */
    public static ParsedFile parse(String name, String text, FunctionTable functions) {
        FileParser parser = new FileParser(new Source(name, text), functions);
        StatementParser main = new StatementParser(parser);
        Body body = main.wholeFile();
        TemplateTree tree = new TemplateTree(name, parser.source, body, main.slots());
        TemplateTree same = parser.defined.remove(name);
        TemplateTree kept = same == null ? tree : parser.oneOf(same, tree);
        return new ParsedFile(kept, List.copyOf(parser.defined.values()));
    }

    TokenStream tokens() {
        return tokens;
    }

    FunctionTable functions() {
        return functions;
    }

    Nesting nesting() {
        return nesting;
    }

    /** Parses a definition if one comes next. */
    boolean definitionFollows() {
        Token left = tokens.next();
        Token word = left.is(TokenType.LEFT_DELIM) ? tokens.nextNonSpace() : null;
        if (word == null || !word.is(TokenType.DEFINE)) {
            if (word != null) {
                tokens.putBack(word);
            }
            tokens.putBack(left);
            return false;
        }
        String context = "define clause";
        Token literal = tokens.expect(context, TokenType.STRING, TokenType.RAW_STRING);
        StatementParser parser = new StatementParser(this);
        String name = parser.string(literal);
        tokens.expect(context, TokenType.RIGHT_DELIM);
        define(name, parser, parser.upToEnd(context, false));
        return true;
    }

    /** Parses the definition that a block makes, up to its end. */
    void block(String name, String context) {
        nesting.enter(tokens, StatementParser.TOO_DEEP);
        StatementParser parser = new StatementParser(this);
        define(name, parser, parser.upToEnd(context, true));
        nesting.leave();
    }

    private void define(String name, StatementParser parser, Body body) {
        TemplateTree tree = new TemplateTree(name, source, body, parser.slots());
        TemplateTree same = defined.get(name);
        defined.put(name, same == null ? tree : oneOf(same, tree));
    }

    /** Of two templates with one name at least one must be blank; the other one holds. */
    private TemplateTree oneOf(TemplateTree first, TemplateTree second) {
        if (first.isBlank()) {
            return second;
        }
        if (!second.isBlank()) {
            throw tokens.fail("template: multiple definition of template " + Quote.quote(second.name()));
        }
        return first;
    }
}
