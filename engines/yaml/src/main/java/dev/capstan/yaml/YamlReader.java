package dev.capstan.yaml;

import java.util.IdentityHashMap;
import java.util.List;

/** Reads YAML (and with it JSON) texts. Stateless; every call is independent of every other. */
public final class YamlReader {
    private YamlReader() {}

    /**
     * Reads every document of a text. Comments are not part of the model; documents without a value are left out.
     *
     * @param file a name for the text, used in origins and messages
     * @throws YamlSyntaxException when the text is not usable YAML, or goes beyond a limit
     */
    public static List<YamlDocument> readAll(String file, byte[] text, Limits limits) {
        return new Parser(file, text, limits, null).documents();
    }

    /**
     * As {@link #readAll}, with the extent of every node.
     *
     * @throws YamlSyntaxException when the text is not usable YAML, or goes beyond a limit
     */
    public static MarkedYaml readMarked(String file, byte[] text, Limits limits) {
        IdentityHashMap<YamlNode, Span> spans = new IdentityHashMap<>();
        Parser parser = new Parser(file, text, limits, spans);
        return new MarkedYaml(parser.documents(), spans, parser.aliases());
    }

    /**
     * Reads every document of a text with its comments; documents without a value are not left out.
     *
     * @throws YamlSyntaxException when the text is not usable YAML, or goes beyond a limit
     */
    public static CommentedYaml readCommented(String file, byte[] text, Limits limits) {
        IdentityHashMap<YamlNode, Span> spans = new IdentityHashMap<>();
        return new Parser(file, text, limits, spans).commented(spans);
    }

    /**
     * As {@link #readAll}, for the few texts in which a key may be given twice and its last value counts: kustomization
     * files, as the Kubernetes tools read them.
     */
    public static List<YamlDocument> readAllLastKeyWins(String file, byte[] text, Limits limits) {
        return new Parser(file, text, limits, null, true).documents();
    }
}
