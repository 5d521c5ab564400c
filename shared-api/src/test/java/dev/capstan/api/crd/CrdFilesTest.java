package dev.capstan.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CrdFilesTest {
    private static final Path FOLDER = Path.of("../k8s/crds");
    private static Map<String, String> generated = Map.of();

    @BeforeAll
    static void generate() throws IOException {
        generated = CrdFiles.generate(Path.of("src/main/java"));
        if (Boolean.getBoolean("crds.write")) {
            Files.createDirectories(FOLDER);
            for (var file : generated.entrySet()) {
                Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
            }
        }
    }

    @Test
    void committedFilesAreWhatTheTypesGenerate() throws IOException {
        var committed = new TreeMap<String, String>();
        try (var files = Files.newDirectoryStream(FOLDER, "*_*.yaml")) {
            for (Path file : files) {
                committed.put(file.getFileName().toString(), Files.readString(file));
            }
        }

        assertThat(committed)
                .as("Run the command at the top of the files to make them again")
                .isEqualTo(new TreeMap<>(generated));
    }

    @Test
    void columnsStandInTheOrderOfTheContract() {
        assertThat(columns("source.toolkit.fluxcd.io_gitrepositories.yaml")).isEqualTo("URL Age Ready Status");
        assertThat(columns("source.toolkit.fluxcd.io_buckets.yaml")).isEqualTo("Endpoint Age Ready Status");
        assertThat(columns("source.toolkit.fluxcd.io_externalartifacts.yaml")).isEqualTo("Age Ready Status Source");
        assertThat(columns("source.extensions.fluxcd.io_artifactgenerators.yaml"))
                .isEqualTo("Age Ready Status");
        assertThat(columns("kustomize.toolkit.fluxcd.io_kustomizations.yaml")).isEqualTo("Age Ready Status");
        assertThat(columns("helm.toolkit.fluxcd.io_helmreleases.yaml")).isEqualTo("Age Ready Status");
        assertThat(columns("notification.toolkit.fluxcd.io_receivers.yaml")).isEqualTo("Age Ready Status");
        assertThat(columns("notification.toolkit.fluxcd.io_alerts.yaml")).isEqualTo("Age");
        assertThat(columns("notification.toolkit.fluxcd.io_providers.yaml")).isEqualTo("Age");
        assertThat(columns("bitnami.com_sealedsecrets.yaml")).isEqualTo("Status Synced Age");
    }

    @Test
    void alertAndProviderHaveNoStatus() {
        for (var file : new String[] {"alerts", "providers"}) {
            var version = read("notification.toolkit.fluxcd.io_" + file + ".yaml")
                    .getSpec()
                    .getVersions()
                    .getFirst();
            assertThat(version.getSubresources()).isNull();
            assertThat(version.getSchema().getOpenAPIV3Schema().getProperties()).containsOnlyKeys("spec");
        }
    }

    @Test
    void conditionsAreAMapByType() {
        JSONSchemaProps conditions = read("source.toolkit.fluxcd.io_gitrepositories.yaml")
                .getSpec()
                .getVersions()
                .getFirst()
                .getSchema()
                .getOpenAPIV3Schema()
                .getProperties()
                .get("status")
                .getProperties()
                .get("conditions");

        assertThat(conditions.getXKubernetesListType()).isEqualTo("map");
        assertThat(conditions.getXKubernetesListMapKeys()).containsExactly("type");
        assertThat(conditions
                        .getItems()
                        .getSchema()
                        .getProperties()
                        .get("lastTransitionTime")
                        .getFormat())
                .isEqualTo("date-time");
    }

    @Test
    void everyFieldSaysWhatItIsFor() {
        generated.keySet().forEach(file -> {
            var root = read(file).getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
            assertDescribed(file, root.getProperties());
        });
    }

    private static void assertDescribed(String path, Map<String, JSONSchemaProps> properties) {
        properties.forEach((name, schema) -> {
            assertThat(schema.getDescription())
                    .as(path + "." + name)
                    .isNotBlank()
                    .doesNotContain("{@", "null");
            JSONSchemaProps inner =
                    schema.getItems() == null ? schema : schema.getItems().getSchema();
            if (inner.getProperties() != null) {
                assertDescribed(path + "." + name, inner.getProperties());
            }
        });
    }

    private static String columns(String file) {
        return read(file).getSpec().getVersions().getFirst().getAdditionalPrinterColumns().stream()
                .map(CustomResourceColumnDefinition::getName)
                .collect(Collectors.joining(" "));
    }

    private static CustomResourceDefinition read(String file) {
        return Serialization.unmarshal(generated.get(file), CustomResourceDefinition.class);
    }
}
