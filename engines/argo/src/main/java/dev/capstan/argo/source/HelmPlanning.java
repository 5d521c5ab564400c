package dev.capstan.argo.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.helm.values.InvalidValuesException;
import dev.capstan.helm.values.UserValues;
import dev.capstan.helm.values.UserValues.Flag;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns Helm options into what the renderer needs. */
public final class HelmPlanning {
    private static final String INLINE = "values of the Application";
    private static final int LARGEST_FILE = 10 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ValueFiles files;
    private final BuildEnvironment environment;
    private final RemoteFiles remote;
    private final Map<String, ValueFile> byName = new HashMap<>();
    private byte[] inline = {};

    private HelmPlanning(ValueFiles files, BuildEnvironment environment, RemoteFiles remote) {
        this.files = files;
        this.environment = environment;
        this.remote = remote;
    }

    /**
     * Plans a release.
     *
     * @param application its name, with its namespace in front where it has another than the control plane
     * @param namespace of the destination
     * @param remote fetches values files that are named by URL
     */
    public static HelmPlan.Outcome plan(
            HelmOptions options,
            String application,
            String namespace,
            ValueFiles files,
            BuildEnvironment environment,
            RemoteFiles remote) {
        try {
            var values = new HelmPlanning(files, environment, remote).values(options);
            return new HelmPlan.Outcome.Planned(new HelmPlan(
                    options.releaseName().isEmpty() ? shortName(application) : options.releaseName(),
                    options.namespace().isEmpty() ? namespace : options.namespace(),
                    values,
                    !options.skipsCrds(),
                    options.skipsTests(),
                    options.skipsSchemaValidation(),
                    options.passesCredentials(),
                    options.kubeVersion(),
                    options.apiVersions(),
                    notices(options)));
        } catch (SourceFailure failure) {
            return new HelmPlan.Outcome.Failed("helm: " + failure.getMessage());
        } catch (InvalidValuesException | IOException unusable) {
            return new HelmPlan.Outcome.Failed(String.valueOf(unusable.getMessage()));
        }
    }

    private static String shortName(String application) {
        return application.substring(application.indexOf('_') + 1);
    }

    private static List<String> notices(HelmOptions options) {
        boolean isOther = !options.version().isEmpty()
                && !options.version().equals("v3")
                && !options.version().equals("3");
        return isOther
                ? List.of("helm.version '" + options.version() + "' is not acted on: there is one version of Helm")
                : List.of();
    }

    private Map<String, @Nullable Object> values(HelmOptions options)
            throws IOException, SourceFailure, InvalidValuesException {
        var values = new UserValues(this::read);
        for (ValueFile file : files.find(options.valueFiles(), options.ignoresMissingValueFiles())) {
            values.addFile(named(file));
        }
        inline = inline(options);
        if (inline.length > 0) {
            values.addFile(INLINE);
        }
        for (HelmOptions.Parameter parameter : lastOfEachName(options.parameters())) {
            String value = escaped(environment.expand(parameter.value()));
            values.set(parameter.isText() ? Flag.SET_STRING : Flag.SET, parameter.name() + "=" + value);
        }
        for (HelmOptions.FileParameter parameter : options.fileParameters()) {
            values.set(Flag.SET_FILE, parameter.name() + "=" + escaped(named(files.one(parameter.path()))));
        }
        return values.merged();
    }

    private String named(ValueFile file) {
        byName.put(file.shown(), file);
        return file.shown();
    }

    /** Of two parameters of one kind and name the later one counts, at its own place. */
    private static Collection<HelmOptions.Parameter> lastOfEachName(List<HelmOptions.Parameter> parameters) {
        Map<String, HelmOptions.Parameter> last = new LinkedHashMap<>();
        for (HelmOptions.Parameter parameter : parameters) {
            String key = parameter.isText() + " " + parameter.name();
            last.remove(key);
            last.put(key, parameter);
        }
        return last.values();
    }

    private static byte[] inline(HelmOptions options) {
        JsonNode object = options.valuesObject();
        if (object.isMissingNode() || object.isNull()) {
            return options.values().getBytes(StandardCharsets.UTF_8);
        }
        try {
            return JSON.writeValueAsBytes(object);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Commas part expressions, so they are escaped, except in lists in braces and where they already are. */
    private static String escaped(String value) {
        if (value.startsWith("{") && value.endsWith("}")) {
            return value;
        }
        var out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            boolean isBare = value.charAt(i) == ',' && (i == 0 || value.charAt(i - 1) != '\\');
            out.append(isBare ? "\\," : String.valueOf(value.charAt(i)));
        }
        return out.toString();
    }

    private byte[] read(String name) throws IOException {
        if (name.equals(INLINE)) {
            return inline;
        }
        @Nullable ValueFile file = byName.get(name);
        return switch (file) {
            case null -> throw new NoSuchFileException(name);
            case ValueFile.Remote(String _, String url) -> remote.read(url);
            case ValueFile.Local(String shown, FileTree tree, String path) -> {
                if (tree.size(path) > LARGEST_FILE) {
                    throw new IOException(shown + " is larger than " + (LARGEST_FILE >> 20) + " MiB");
                }
                yield tree.read(path);
            }
        };
    }
}
