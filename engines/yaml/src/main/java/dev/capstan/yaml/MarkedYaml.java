package dev.capstan.yaml;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Documents together with the exact extent of every node in their text: what an edit of that text needs. */
public final class MarkedYaml {
    private final List<YamlDocument> documents;
    private final Map<YamlNode, Span> spans;
    private final List<Alias> aliases;

    MarkedYaml(List<YamlDocument> documents, IdentityHashMap<YamlNode, Span> spans, List<Alias> aliases) {
        this.documents = List.copyOf(documents);
        this.spans = spans;
        this.aliases = List.copyOf(aliases);
    }

    /**
     * A place at which a value stands that is written elsewhere.
     *
     * @param span where {@code *name} stands
     * @param target the value that it stands for
     */
    public record Alias(Span span, YamlNode target) {}

    /** All aliases, in the order of the text. */
    public List<Alias> aliases() {
        return aliases;
    }

    public List<YamlDocument> documents() {
        return documents;
    }

    /**
     * Where this very node (not an equal one) is. Keys are nodes, too. A missing value is, with no extent, after
     * its colon or dash. Empty for nodes that were not read from the text as they are: maps with merge keys in them.
     */
    public Optional<Span> span(YamlNode node) {
        return Optional.ofNullable(spans.get(node));
    }
}
