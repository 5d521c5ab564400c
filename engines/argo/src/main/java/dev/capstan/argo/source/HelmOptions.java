package dev.capstan.argo.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code helm} of a source.
 *
 * @param values text; {@code valuesObject} counts instead when there is one
 * @param valuesObject missing or null for none
 */
public record HelmOptions(
        String releaseName,
        List<String> valueFiles,
        String values,
        JsonNode valuesObject,
        List<Parameter> parameters,
        List<FileParameter> fileParameters,
        boolean ignoresMissingValueFiles,
        boolean skipsCrds,
        boolean skipsTests,
        boolean skipsSchemaValidation,
        boolean passesCredentials,
        String namespace,
        String kubeVersion,
        List<String> apiVersions,
        String version) {

    /** A value by its path, as {@code --set} takes it, or {@code --set-string}. */
    public record Parameter(String name, String value, boolean isText) {}

    /** A value that is the content of a file, as {@code --set-file} takes it. */
    public record FileParameter(String name, String path) {}

    /** Copies the lists. */
    public HelmOptions {
        valueFiles = List.copyOf(valueFiles);
        parameters = List.copyOf(parameters);
        fileParameters = List.copyOf(fileParameters);
        apiVersions = List.copyOf(apiVersions);
    }

    /** Reads the field. */
    public static HelmOptions of(JsonNode helm) {
        List<Parameter> parameters = new ArrayList<>();
        for (JsonNode item : helm.path("parameters")) {
            parameters.add(new Parameter(
                    Fields.text(item, "name"), Fields.text(item, "value"), Fields.isTrue(item, "forceString")));
        }
        List<FileParameter> fileParameters = new ArrayList<>();
        for (JsonNode item : helm.path("fileParameters")) {
            fileParameters.add(new FileParameter(Fields.text(item, "name"), Fields.text(item, "path")));
        }
        return new HelmOptions(
                Fields.text(helm, "releaseName"),
                Fields.texts(helm, "valueFiles"),
                Fields.text(helm, "values"),
                helm.path("valuesObject"),
                parameters,
                fileParameters,
                Fields.isTrue(helm, "ignoreMissingValueFiles"),
                Fields.isTrue(helm, "skipCrds"),
                Fields.isTrue(helm, "skipTests"),
                Fields.isTrue(helm, "skipSchemaValidation"),
                Fields.isTrue(helm, "passCredentials"),
                Fields.text(helm, "namespace"),
                Fields.text(helm, "kubeVersion"),
                Fields.texts(helm, "apiVersions"),
                Fields.text(helm, "version"));
    }

    /** No value: it may hold secrets. */
    @Override
    public String toString() {
        return "helm options with " + valueFiles.size() + " values files and " + parameters.size() + " parameters";
    }
}
