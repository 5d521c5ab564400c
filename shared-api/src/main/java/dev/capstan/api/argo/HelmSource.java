package dev.capstan.api.argo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.api.schema.AnyValue;
import dev.capstan.api.schema.ExactRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a Helm chart is rendered.
 *
 * @param releaseName the name of the release; absent means that of the Application
 * @param valueFiles files of values, later ones win; patterns, {@code $ref/path} and addresses are allowed
 * @param ignoreMissingValueFiles whether value files may be absent
 * @param values values as a text in YAML, which win over the files
 * @param valuesObject values as an object, which stand in place of {@code values}
 * @param parameters single values, which win over everything else
 * @param fileParameters single values whose texts are those of files
 * @param version the Helm version; without effect since there is one only
 * @param passCredentials whether credentials are sent to other hosts than that of the repository
 * @param skipCrds whether the folder {@code crds} of the chart is left out
 * @param skipSchemaValidation whether values are not held against the schema of the chart
 * @param skipTests whether tests of the chart are left out
 * @param namespace the namespace that templates see; absent means that of the destination
 * @param kubeVersion the Kubernetes version that templates see; absent means that of the cluster
 * @param apiVersions the API versions that templates see; absent means those of the cluster
 */
@ExactRecord
public record HelmSource(
        @Nullable String releaseName,
        List<String> valueFiles,
        @Nullable Boolean ignoreMissingValueFiles,
        @Nullable String values,
        @Nullable @AnyValue("object") JsonNode valuesObject,
        List<HelmParameter> parameters,
        List<HelmFileParameter> fileParameters,
        @Nullable String version,
        @Nullable Boolean passCredentials,
        @Nullable Boolean skipCrds,
        @Nullable Boolean skipSchemaValidation,
        @Nullable Boolean skipTests,
        @Nullable String namespace,
        @Nullable String kubeVersion,
        List<String> apiVersions) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public HelmSource {
        valueFiles = valueFiles == null ? List.of() : List.copyOf(valueFiles);
        parameters = parameters == null ? List.of() : List.copyOf(parameters);
        fileParameters = fileParameters == null ? List.of() : List.copyOf(fileParameters);
        apiVersions = apiVersions == null ? List.of() : List.copyOf(apiVersions);
    }
}
