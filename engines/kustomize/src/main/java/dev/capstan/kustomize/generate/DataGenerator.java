package dev.capstan.kustomize.generate;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.Origin;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.GeneratorArgs;
import dev.capstan.kustomize.file.Place;
import dev.capstan.kustomize.load.Folder;
import dev.capstan.kustomize.node.Fields;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.node.NodeKind;
import dev.capstan.kustomize.node.Tag;
import dev.capstan.kustomize.resource.Behavior;
import dev.capstan.kustomize.resource.ClusterScopes;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.yaml.YamlScalar;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Generates a ConfigMap or a Secret. */
public final class DataGenerator implements Generator {
    /** What is generated. */
    public enum Product {
        CONFIG_MAP("ConfigMap"),
        SECRET("Secret");

        private final String kind;

        Product(String kind) {
            this.kind = kind;
        }
    }

    private static final int BASE64_LINE = 70;

    private final Product product;
    private final GeneratorArgs args;
    private final Folder folder;
    private final ClusterScopes scopes;

    /** A generator that reads its files from a folder. */
    public DataGenerator(Product product, GeneratorArgs args, Folder folder, ClusterScopes scopes) {
        this.product = product;
        this.args = args;
        this.folder = folder;
        this.scopes = scopes;
    }

    @Override
    public Resource generate() {
        if (args.name().isEmpty()) {
            throw new BuildFault(args.place()
                    .problem(Code.GENERATOR_FAILED, "a " + product.kind.toLowerCase(Locale.ROOT) + " must have a name")
                    .advise("Add the field name."));
        }
        Place place = args.place();
        Node root = Node.map().from(place.file(), place.line(), place.column());
        add(root, "apiVersion", Node.plain("v1"));
        add(root, "kind", Node.plain(product.kind));
        Node metadata = Node.map();
        add(root, "metadata", metadata);
        add(metadata, "name", Node.string(args.name()));
        if (!args.namespace().isEmpty()) {
            add(metadata, "namespace", Node.string(args.namespace()));
        }
        if (product == Product.SECRET) {
            add(root, "type", Node.string(args.type().isEmpty() ? "Opaque" : args.type()));
        }
        addData(root);
        addPairs(metadata, "labels", args.options().labels());
        addPairs(metadata, "annotations", args.options().annotations());
        if (args.options().immutable()) {
            add(root, "immutable", Node.tagged(Tag.BOOL, "true"));
        }
        Origin origin = new Origin(
                place.file(),
                place.line(),
                Optional.of(product.kind + "Generator"),
                Optional.empty(),
                Optional.empty());
        Resource resource = new Resource(root, origin, scopes);
        resource.setNeedsHash(!args.options().disableNameSuffixHash());
        resource.setBehavior(Behavior.of(args.behavior()));
        return resource;
    }

    private void addData(Node root) {
        if (product == Product.SECRET) {
            add(root, "data", Node.map());
        }
        for (Map.Entry<String, KeyValueSources.Value> entry :
                KeyValueSources.load(args, folder).entrySet()) {
            Place place = entry.getValue().place();
            Optional<String> text = product == Product.SECRET
                    ? Optional.empty()
                    : text(entry.getValue().bytes());
            Node value = Node.string(
                            text.orElseGet(() -> base64(entry.getValue().bytes())))
                    .from(place.file(), place.line(), place.column());
            String field = product == Product.CONFIG_MAP && text.isEmpty() ? "binaryData" : "data";
            Node data = Fields.lookupOrCreate(root, NodeKind.MAP, field);
            if (data != null) {
                add(data, entry.getKey(), value);
            }
        }
    }

    private static void addPairs(Node metadata, String field, Map<String, String> pairs) {
        if (pairs.isEmpty()) {
            return;
        }
        Node map = Node.map();
        new TreeMap<>(pairs).forEach((key, value) -> add(map, key, Node.string(value)));
        add(metadata, field, map);
    }

    private static void add(Node map, String key, Node value) {
        map.append(YamlScalar.ofString(key), value);
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Base64 in lines of seventy characters, when it is longer than one. */
    private static String base64(byte[] bytes) {
        String encoded = Base64.getEncoder().encodeToString(bytes);
        if (encoded.length() < BASE64_LINE) {
            return encoded;
        }
        StringBuilder lines = new StringBuilder(encoded.length() + encoded.length() / BASE64_LINE + 1);
        for (int i = 0; i < encoded.length(); i += BASE64_LINE) {
            lines.append(encoded, i, Math.min(i + BASE64_LINE, encoded.length()))
                    .append('\n');
        }
        return lines.toString();
    }
}
