package dev.capstan.argo.proposal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.repository.RepositoryUrl;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.argo.source.BuildEnvironment;
import dev.capstan.argo.source.HelmOptions;
import dev.capstan.argo.source.HelmOptions.Parameter;
import dev.capstan.helm.values.InvalidValuesException;
import dev.capstan.helm.values.UserValues;
import dev.capstan.helm.values.UserValues.Flag;
import dev.capstan.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Values of a release. Files of the chart's own repository stay files, as long as none from elsewhere comes before; all others become
 * ConfigMaps, which come after; values and parameters of the Application come last, as they do with Argo CD.
 */
final class HelmValues {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INLINE = "values";
    private static final String KEY = "values.yaml";
    private static final Pattern ELEMENT = Pattern.compile("\\[[0-9]+\\]");
    private static final double EXACT = 1L << 53;

    private final ProposalSettings settings;
    private final ObjectNode spec;
    private final ObjectNode chart;
    private final KnownApplication application;
    private final ApplicationSource source;
    private final String name;
    private final BuildEnvironment environment;
    private final Notes notes;
    private final List<ObjectNode> copies = new ArrayList<>();
    private String text = "";

    /**
     * @param chart the part of the spec that may name values files; the spec itself where none can be named
     * @param name of the HelmRelease
     */
    HelmValues(
            ProposalSettings settings,
            ObjectNode spec,
            ObjectNode chart,
            KnownApplication application,
            ApplicationSource source,
            String name,
            Target target,
            Notes notes) {
        this.settings = settings;
        this.spec = spec;
        this.chart = chart;
        this.application = application;
        this.source = source;
        this.name = name;
        this.environment = KustomizationMapping.environment(application, source, target);
        this.notes = notes;
    }

    /**
     * Adds them to the spec.
     *
     * @param file reads values files by their names
     * @return ConfigMaps with copies of files, as far as they can be read
     */
    List<ObjectNode> add(HelmOptions options, Function<String, Optional<String>> file) {
        files(options, file);
        for (HelmOptions.FileParameter parameter : options.fileParameters()) {
            fileParameter(parameter, file);
        }
        inline(options);
        return copies;
    }

    private void files(HelmOptions options, Function<String, Optional<String>> file) {
        List<String> own = new ArrayList<>();
        boolean isElsewhere = false;
        for (String written : options.valueFiles()) {
            String named = isReference(written) ? written : environment.expand(written);
            Optional<String> path = isElsewhere ? Optional.empty() : ownPath(named);
            if (path.isPresent()) {
                own.add(path.get());
            } else {
                isElsewhere = true;
                copied(named, options.ignoresMissingValueFiles(), file);
            }
        }
        if (!own.isEmpty()) {
            ArrayNode list = chart.putArray("valuesFiles");
            list.add(source.chart().isEmpty() ? joined(source.path(), KEY).orElse(KEY) : KEY);
            own.forEach(list::add);
            if (options.ignoresMissingValueFiles()) {
                chart.put("ignoreMissingValuesFiles", true);
            }
        }
    }

    /** Whether a name begins with a reference to another source, and not with a variable. */
    private boolean isReference(String written) {
        int slash = written.indexOf('/');
        return written.startsWith("$")
                && slash > 0
                && application.sources().stream()
                        .anyMatch(known ->
                                ApplicationSource.of(known.source()).ref().equals(written.substring(1, slash)));
    }

    /** The path of a file that lies where the chart lies, as {@code valuesFiles} names it; empty for others. */
    private Optional<String> ownPath(String written) {
        boolean isPattern = written.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
        if (isPattern || written.contains("://") || source.isOci()) {
            return Optional.empty();
        }
        if (written.startsWith("$")) {
            int slash = written.indexOf('/');
            boolean isHere = slash > 0 && source.chart().isEmpty() && isSameRepository(written.substring(1, slash));
            return isHere ? joined("", written.substring(slash + 1)) : Optional.empty();
        }
        if (written.startsWith("/")) {
            return joined("", written.substring(1));
        }
        return joined(source.chart().isEmpty() ? source.path() : "", written);
    }

    /** Whether a reference leads to the repository, at the revision, in which the chart is. */
    private boolean isSameRepository(String ref) {
        return application.sources().stream()
                .map(known -> ApplicationSource.of(known.source()))
                .anyMatch(other -> other.ref().equals(ref)
                        && RepositoryUrl.isSame(other.repoUrl(), source.repoUrl())
                        && other.targetRevision().equals(source.targetRevision()));
    }

    private static Optional<String> joined(String folder, String path) {
        return TreePath.join("", folder.isEmpty() ? path : folder + "/" + path);
    }

    private void copied(String written, boolean mayBeMissing, Function<String, Optional<String>> file) {
        String object = name + "-values-" + (spec.path("valuesFrom").size() + 1);
        ObjectNode reference = spec.withArray("/valuesFrom").addObject();
        reference.put("kind", "ConfigMap").put("name", object);
        if (mayBeMissing) {
            reference.put("optional", true);
        }
        Optional<String> text = file.apply(written);
        text.ifPresent(content -> copies.add(FluxObject.configMap(settings.namespace(), object, KEY, content)));
        String why =
                "the values file '" + written + "' does not lie with the chart, which Flux takes values files from; ";
        if (text.isPresent()) {
            notes.different(
                    why + "ConfigMap " + object + " is a copy of it, which follows no commits: have it made by a"
                            + " Kustomization of that repository with a configMapGenerator");
        } else {
            notes.todo(why + "make a ConfigMap " + settings.namespace() + "/" + object + " of it with the key " + KEY
                    + ", best by a Kustomization of that repository with a configMapGenerator");
        }
    }

    private void fileParameter(HelmOptions.FileParameter parameter, Function<String, Optional<String>> file) {
        String object = name + "-values-" + (spec.path("valuesFrom").size() + 1);
        ObjectNode reference = spec.withArray("/valuesFrom").addObject();
        reference.put("kind", "ConfigMap").put("name", object);
        reference
                .put("valuesKey", "content")
                .put("targetPath", parameter.name())
                .put("literal", true);
        Optional<String> text = file.apply(parameter.path());
        text.ifPresent(content -> copies.add(FluxObject.configMap(settings.namespace(), object, "content", content)));
        if (text.isPresent()) {
            notes.different("fileParameters: ConfigMap " + object + " is a copy of '" + parameter.path()
                    + "', which follows no commits");
        } else {
            notes.todo("fileParameters: make a ConfigMap " + settings.namespace() + "/" + object + " of '"
                    + parameter.path() + "' with the key content");
        }
    }

    private void inline(HelmOptions options) {
        var values = new UserValues(this::read);
        text = text(options);
        if (!text.isBlank()) {
            values.addFile(INLINE);
        }
        for (Parameter parameter : options.parameters()) {
            set(values, parameter, !options.valueFiles().isEmpty());
        }
        try {
            JsonNode merged = whole(JSON.valueToTree(values.merged()));
            if (!merged.isEmpty()) {
                spec.set("values", merged);
            }
        } catch (InvalidValuesException unreadable) {
            notes.missing("helm: " + unreadable.getMessage());
        }
    }

    private byte[] read(String file) throws IOException {
        if (!file.equals(INLINE)) {
            throw new NoSuchFileException(file);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(HelmOptions options) {
        JsonNode object = options.valuesObject();
        if (object.isMissingNode() || object.isNull()) {
            return options.values();
        }
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void set(UserValues values, Parameter parameter, boolean hasFiles) {
        if (parameter.value().contains("ARGOCD_APP_REVISION")) {
            notes.missing("helm.parameters: " + parameter.name() + " is the revision, which Flux puts into no values");
            return;
        }
        if (hasFiles && ELEMENT.matcher(parameter.name()).find()) {
            notes.different("helm.parameters: " + parameter.name() + " sets one element of a list; the list in values"
                    + " takes the place of that in values files: write the whole list");
        }
        String value = escaped(environment.expand(parameter.value()));
        values.set(parameter.isText() ? Flag.SET_STRING : Flag.SET, parameter.name() + "=" + value);
    }

    private static String escaped(String value) {
        return value.startsWith("{") && value.endsWith("}") ? value : value.replaceAll("(?<!\\\\),", "\\\\,");
    }

    /** Go reads all numbers of values as floating ones; those that are whole are written so. */
    private static JsonNode whole(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                node.properties().forEach(field -> object.set(field.getKey(), whole(field.getValue())));
                yield object;
            }
            case ARRAY -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                node.forEach(item -> array.add(whole(item)));
                yield array;
            }
            case NUMBER -> isWhole(node.doubleValue()) ? LongNode.valueOf(node.longValue()) : node;
            default -> node;
        };
    }

    private static boolean isWhole(double number) {
        return number == Math.rint(number) && Math.abs(number) < EXACT;
    }
}
