package dev.capstan.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CrdFilesTest {
    private static final Path FOLDER = Path.of("../k8s/crds");
    private static final Path CHART = Path.of("../k8s/chart/definitions");
    private static Map<String, String> generated = Map.of();

    @BeforeAll
    static void generate() throws IOException {
        generated = CrdFiles.generate(Path.of("src/main/java"));
        if (Boolean.getBoolean("crds.write")) {
            Files.createDirectories(FOLDER);
            for (var file : generated.entrySet()) {
                Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
                Files.writeString(CHART.resolve(file.getKey()), file.getValue());
            }
        }
    }

    @Test
    void committedFilesAreWhatTheTypesGenerate() throws IOException {
        assertThat(committed(FOLDER))
                .as("Run the command at the top of the files to make them again")
                .isEqualTo(new TreeMap<>(generated));
    }

    @Test
    void theChartHasTheSameFiles() throws IOException {
        assertThat(committed(CHART))
                .as("Run the command at the top of the files to make them again")
                .isEqualTo(new TreeMap<>(generated));
    }

    private static Map<String, String> committed(Path folder) throws IOException {
        var committed = new TreeMap<String, String>();
        try (var files = Files.newDirectoryStream(folder, "*_*.yaml")) {
            for (Path file : files) {
                committed.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return committed;
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
        assertThat(columns("image.toolkit.fluxcd.io_imagerepositories.yaml"))
                .isEqualTo("Image Tags Ready Status Last scan Age");
        assertThat(columns("image.toolkit.fluxcd.io_imagepolicies.yaml")).isEqualTo("Image Tag Ready Status Age");
        assertThat(columns("image.toolkit.fluxcd.io_imageupdateautomations.yaml"))
                .isEqualTo("Ready Status Last run Age");
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
    void oldVersionsOfImageKindsAreServedButNotStored() {
        for (var file : new String[] {"imagerepositories", "imagepolicies", "imageupdateautomations"}) {
            var versions =
                    read("image.toolkit.fluxcd.io_" + file + ".yaml").getSpec().getVersions();

            assertThat(versions)
                    .extracting(CustomResourceDefinitionVersion::getName)
                    .containsExactly("v1", "v1beta2", "v1beta1");
            assertThat(versions).allMatch(CustomResourceDefinitionVersion::getServed);
            assertThat(versions)
                    .filteredOn(CustomResourceDefinitionVersion::getStorage)
                    .extracting(CustomResourceDefinitionVersion::getName)
                    .containsExactly("v1");
            assertThat(versions.subList(1, 3))
                    .allMatch(CustomResourceDefinitionVersion::getDeprecated)
                    .allSatisfy(old -> assertThat(old.getDeprecationWarning()).endsWith("is deprecated, use v1"))
                    .allSatisfy(old -> assertThat(properties(old, "spec"))
                            .containsExactlyElementsOf(properties(versions.getFirst(), "spec")))
                    .allSatisfy(old -> assertThat(properties(old, "status"))
                            .containsExactlyElementsOf(properties(versions.getFirst(), "status")));
        }
    }

    @Test
    void oldVersionsLetAnImageRepositoryBeWithoutImageAndInterval() {
        var versions =
                read("image.toolkit.fluxcd.io_imagerepositories.yaml").getSpec().getVersions();

        assertThat(required(versions.getFirst())).containsExactlyInAnyOrder("image", "interval");
        assertThat(versions.subList(1, 3))
                .allSatisfy(old -> assertThat(required(old)).isEmpty());
    }

    private static Set<String> properties(CustomResourceDefinitionVersion version, String part) {
        return version.getSchema()
                .getOpenAPIV3Schema()
                .getProperties()
                .get(part)
                .getProperties()
                .keySet();
    }

    private static List<String> required(CustomResourceDefinitionVersion version) {
        return version.getSchema()
                .getOpenAPIV3Schema()
                .getProperties()
                .get("spec")
                .getRequired();
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
            Map<String, JSONSchemaProps> inner =
                    SchemaRefinement.itemsOrSelf(schema).getProperties();
            boolean isDescribedElsewhere = path.contains(".generators") && name.equals("template");
            if (inner != null && !isDescribedElsewhere) {
                assertDescribed(path + "." + name, inner);
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
