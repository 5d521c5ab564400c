package dev.capstan.gotemplate;

import dev.capstan.gotemplate.builtin.Builtins;
import dev.capstan.gotemplate.parse.FileParser;
import dev.capstan.gotemplate.parse.FunctionTable;
import dev.capstan.gotemplate.parse.ParsedFile;

/** Parses texts into templates that may call a given set of functions. Immutable, for any number of threads. */
public final class TemplateParser {

    private final FunctionTable functions;

    /** A parser for templates that call these functions and those of the language. */
    public TemplateParser(Functions functions) {
        this.functions = new FunctionTable(Builtins.all(), functions::find);
    }

    /**
     * Parses a text. The result is immutable and depends on nothing but the arguments; keep it as long as you like.
     *
     * @param name of the text, by which others can call it and by which messages name it
     * @throws dev.capstan.gotemplate.failure.TemplateParseException when it is not well-formed
     */
    public ParsedFile parse(String name, String text) {
        return FileParser.parse(name, text, functions);
    }
}
