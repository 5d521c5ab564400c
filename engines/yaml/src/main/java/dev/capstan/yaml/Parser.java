package dev.capstan.yaml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the documents of a text by recursive descent: this class their borders, {@link BlockParser} what is in them. It accepts what the YAML library of kustomize accepts, and refuses what that
 * library or the first use of its result would refuse: keys that are not scalars, keys written twice, text after a
 * document separator.
 */
final class Parser {
    private static final int NO_INDENT = -1;

    private final String file;
    private final Scanner in;
    private final Tags tags;
    private final ScalarParser scalars;
    private final BlockParser values;
    private final NodeBuilder built;
    /** Whether the text is read as go-yaml v2 reads it, to which YAML 1.2 is a stranger. */
    private boolean isVersion2;

    Parser(String file, byte[] text, Limits limits, @Nullable IdentityHashMap<YamlNode, Span> spans) {
        this(file, text, limits, spans, false);
    }

    Parser(
            String file,
            byte[] text,
            Limits limits,
            @Nullable IdentityHashMap<YamlNode, Span> spans,
            boolean lastKeyWins) {
        this.file = file;
        this.in = new Scanner(file, SourceText.yaml(file, text, limits));
        this.tags = new Tags(in);
        this.built = new NodeBuilder(in, spans, lastKeyWins);
        this.scalars = new ScalarParser(in, limits, tags, built);
        this.values = new BlockParser(in, scalars, new FlowParser(in, scalars, built), built);
    }

    /** The places of all aliases that were read, when the extent of nodes is asked for. */
    List<MarkedYaml.Alias> aliases() {
        return built.aliases();
    }

    List<YamlDocument> documents() {
        List<YamlDocument> documents = new ArrayList<>();
        read((_, root) -> {
            if (!root.isNull()) {
                documents.add(new YamlDocument(root, new DocumentOrigin(file, root.line(), documents.size())));
            }
        });
        return documents;
    }

    /** All documents, those without a value as well, and the comments. */
    CommentedYaml commented(IdentityHashMap<YamlNode, Span> spans) {
        in.keepComments();
        List<CommentedYaml.Document> documents = new ArrayList<>();
        read((line, root) -> documents.add(new CommentedYaml.Document(line, root)));
        return new CommentedYaml(documents, in.comments(), new MarkedYaml(List.of(), spans, aliases()));
    }

    private interface Reading {
        void document(int line, YamlNode root);
    }

    private void read(Reading reading) {
        boolean first = true;
        while (true) {
            in.toNextToken(false, false);
            boolean started = documentStart(first);
            int line = first && !started ? 1 : in.line;
            first = false;
            if (in.atEnd() && !started) {
                return;
            }
            YamlNode root = values.read(NO_INDENT, !started || in.line != in.contentLine, false, started);
            in.toNextToken(true, false);
            if (!in.atEnd() && !in.atDocumentMarker()) {
                throw in.fail(
                        "this line does not belong to the value above",
                        "check the indentation, or put --- before a new document");
            }
            if (in.atDocumentMarker() && in.current() == '.') {
                endMarkers();
            }
            reading.document(line, root);
            scalars.forgetAnchors();
        }
    }

    /**
     * The value of the first document as go-yaml reads it, which looks at nothing behind it; null when there is no
     * document.
     */
    @Nullable YamlNode firstValue() {
        isVersion2 = true;
        built.deferFaults();
        in.toNextToken(false, false);
        boolean started = documentStart(true);
        if (in.atEnd() && !started) {
            return null;
        }
        if (!started && in.atDocumentMarker()) {
            throw in.fail("an end marker ... stands where a document should begin", "remove it")
                    .withGoText(GoYamlFault.ofParser(GoYamlFault.NO_CONTENT, in.line, in.line));
        }
        YamlNode root = values.read(NO_INDENT, !started || in.line != in.contentLine, false, started);
        in.toNextToken(true, false);
        var goYaml = new GoYamlLookahead(in);
        if (goYaml.atPercent() && !goYaml.atDirective()) {
            throw in.fail("a line that starts with % must be a directive", "quote text that starts with %")
                    .withGoText(goYaml.unknownDirective());
        }
        built.report();
        return root;
    }

    /** After {@code ...} only a new document is allowed; kustomize would drop anything else without a word. */
    private void endMarkers() {
        while (in.atDocumentMarker() && in.current() == '.') {
            in.pos += 3;
            in.contentLine = in.line;
            in.toNextToken(true, false);
        }
        boolean next = in.column() == 0 && (in.current() == '-' || in.current() == '%');
        if (!in.atEnd() && !next) {
            throw in.fail("text after the end marker ... is not allowed", "put --- before a new document");
        }
    }

    /** Reads directives and {@code ---}; true when there was one. */
    private boolean documentStart(boolean first) {
        tags.forget();
        boolean directives = false;
        while (in.current() == '%' && in.column() == 0) {
            directive();
            directives = true;
            in.toNextToken(false, false);
        }
        if (in.current() == '-' && in.column() == 0 && in.bytes[in.pos + 1] == '-' && in.bytes[in.pos + 2] == '-') {
            if (in.atDocumentMarker()) {
                in.pos += 3;
                in.contentLine = in.line;
                int line = in.line;
                int at = in.pos;
                in.skipBlanks();
                byte next = in.current();
                if (!first && next != '\n' && next != '#' && next != 0) {
                    throw in.fail("text after the document separator --- is not allowed", "put it on the next line");
                }
                in.pos = at;
                in.line = line;
                return true;
            }
            if (!first) {
                throw in.fail("a line that starts with --- is not a valid document separator", "write --- alone");
            }
        }
        if (directives) {
            throw in.fail("a directive must be followed by ---", "")
                    .withGoText(
                            GoYamlFault.ofParser("did not find expected <document start>", in.tokenLine(), in.line));
        }
        return false;
    }

    private void directive() {
        int start = in.pos;
        int end = start;
        while (in.bytes[end] != '\n' && in.bytes[end] != 0) {
            end++;
        }
        String text = new String(in.bytes, start, end - start, StandardCharsets.UTF_8);
        String[] words = text.split("[ \\t]+");
        String fault = new GoYamlLookahead(in).directiveFault();
        if (words[0].equals("%YAML")
                && fault == null
                && (!words[1].equals("1.1") && isVersion2 || !words[1].startsWith("1."))) {
            throw in.fail("this is a text of YAML " + words[1], "remove the directive %YAML")
                    .withGoText(GoYamlFault.ofScanner("found incompatible YAML document", in.line));
        }
        if (words[0].equals("%YAML") && fault == null) {
            in.pos = end;
        } else if (words[0].equals("%TAG") && words.length >= 3) {
            tags.define(words[1], words[2]);
            in.pos = end;
        } else {
            throw in.fail(
                            "a line that starts with % must be a %YAML 1.x or %TAG directive",
                            "quote text that starts with %")
                    .withGoText(new GoYamlLookahead(in).unknownDirective());
        }
    }
}
