package dev.capstan.kustomize.schema;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.resource.ClusterScopes;
import dev.capstan.kustomize.resource.Gvk;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that one build merges by. The first kustomization of the build that brings an {@code openapi} document, or names
 * a version, decides for the whole build; a document of one build never reaches another one.
 */
public final class SchemaSet implements ClusterScopes {
    /** The only version that is built in. */
    public static final String BUILT_IN_VERSION = "v1.21.2";

    private final Map<String, YamlNode> definitions = new HashMap<>();
    private final Map<Gvk, YamlNode> customKinds = new HashMap<>();
    private final Map<Gvk, Boolean> customScopes = new HashMap<>();
    private final OpenApiSchema.Definitions references = new OpenApiSchema.Definitions() {
        @Override
        public @Nullable YamlNode own(String name) {
            return definitions.get(name);
        }

        @Override
        public @Nullable MergeSchema builtIn(String name) {
            return hasBuiltIn ? KubernetesSchemas.get().definition(name) : null;
        }
    };
    private boolean isChosen;
    private boolean hasBuiltIn = true;
    private boolean builtInWasUsed;

    /** How a value of the kind merges; null when nothing is known of the kind. */
    public @Nullable MergeSchema of(Gvk gvk) {
        YamlNode custom = customKinds.get(gvk);
        if (custom != null) {
            return OpenApiSchema.of(custom, references);
        }
        if (!hasBuiltIn) {
            return null;
        }
        builtInWasUsed = true;
        return KubernetesSchemas.get().of(gvk);
    }

    @Override
    public boolean isClusterScoped(Gvk gvk) {
        if (!isChosen) {
            builtInWasUsed = true;
        }
        return KubernetesSchemas.get().isClusterScoped(gvk)
                || (customScopes.containsKey(gvk) && !customScopes.get(gvk));
    }

    /** Whether a kustomization of this build has already decided. */
    public boolean isChosen() {
        return isChosen;
    }

    /** Decides for a built-in version. */
    public void chooseVersion(String version) {
        if (!version.equals(BUILT_IN_VERSION)) {
            throw BuildFault.of(
                            Code.KUSTOMIZATION_INVALID, "the specified OpenAPI version " + version + " is not built in")
                    .with(problem -> problem.inField("openapi.version")
                            .advise("Use " + BUILT_IN_VERSION + ", or give a document with openapi.path."));
        }
        isChosen = true;
    }

    /** Decides for a document. Built-in kinds are then only known as far as the build has already used them. */
    public void chooseDocument(YamlNode document) {
        isChosen = true;
        hasBuiltIn = builtInWasUsed;
        if (!(document instanceof YamlMap map)) {
            throw BuildFault.of(Code.KUSTOMIZATION_INVALID, "the OpenAPI document is not a map")
                    .with(problem -> problem.inField("openapi.path"));
        }
        YamlMap types = map.getMap("definitions");
        if (types != null) {
            for (int i = 0; i < types.size(); i++) {
                addDefinition(types.keyAt(i).text(), types.valueAt(i));
            }
        }
        YamlMap paths = map.getMap("paths");
        if (paths != null) {
            for (int i = 0; i < paths.size(); i++) {
                addPath(paths.keyAt(i).text(), paths.valueAt(i));
            }
        }
    }

    private void addDefinition(String name, YamlNode definition) {
        definitions.put(name, definition);
        if (definition instanceof YamlMap map && map.get("x-kubernetes-group-version-kind") instanceof YamlList kinds) {
            for (YamlNode kind : kinds) {
                if (kind instanceof YamlMap gvk) {
                    customKinds.put(gvk(gvk), definition);
                }
            }
        }
    }

    private void addPath(String path, YamlNode operations) {
        if (operations instanceof YamlMap map
                && map.get("get") instanceof YamlMap get
                && get.get("x-kubernetes-group-version-kind") instanceof YamlMap gvk) {
            boolean isNamespaced = path.contains("namespaces/{namespace}");
            customScopes.merge(gvk(gvk), isNamespaced, Boolean::logicalOr);
        }
    }

    private static Gvk gvk(YamlMap map) {
        return new Gvk(text(map, "group"), text(map, "version"), text(map, "kind"));
    }

    private static String text(YamlMap map, String field) {
        String text = map.getText(field);
        return text == null ? "" : text;
    }
}
