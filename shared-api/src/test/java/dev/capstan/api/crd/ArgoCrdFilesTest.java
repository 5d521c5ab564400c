package dev.capstan.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The definitions of Argo CD's kinds, which have much that no other kind has. */
class ArgoCrdFilesTest {
    private static Map<String, String> generated = Map.of();

    @BeforeAll
    static void generate() {
        generated = CrdFiles.generate(Path.of("src/main/java")).entrySet().stream()
                .filter(file -> file.getKey().startsWith("argoproj.io_"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void anApiServerStoresEachOfThem() {
        assertThat(generated)
                .hasSize(3)
                .allSatisfy((file, text) -> assertThat(
                                Serialization.asJson(read(file)).length())
                        .as("%s must stay below the 1.5 MiB of a request to etcd", file)
                        .isLessThan(1_300_000));
    }

    @Test
    void onlyTheSetHasAStatusSubresource() {
        assertThat(version("applications").getSubresources()).isNull();
        assertThat(version("appprojects").getSubresources()).isNull();
        assertThat(version("applicationsets").getSubresources().getStatus()).isNotNull();
    }

    @Test
    void operationIsAPartBesideSpecAndStatus() {
        JSONSchemaProps root = version("applications").getSchema().getOpenAPIV3Schema();

        assertThat(root.getProperties()).containsOnlyKeys("spec", "status", "operation");
        assertThat(root.getRequired()).containsExactly("spec");
        assertThat(root.getProperties().get("operation").getProperties())
                .containsOnlyKeys("sync", "initiatedBy", "info", "retry");
    }

    @Test
    void namesAreThoseThatPeopleType() {
        assertThat(read("argoproj.io_applications.yaml").getSpec().getNames().getShortNames())
                .containsExactly("app", "apps");
        assertThat(read("argoproj.io_appprojects.yaml").getSpec().getNames().getShortNames())
                .containsExactly("appproj", "appprojs");
        assertThat(read("argoproj.io_applicationsets.yaml").getSpec().getNames().getShortNames())
                .containsExactly("appset", "appsets");
    }

    @Test
    void columnsAreThoseOfArgo() {
        assertThat(version("applications").getAdditionalPrinterColumns())
                .extracting(column -> column.getName() + " " + column.getJsonPath() + " " + column.getPriority())
                .containsExactly(
                        "Sync Status .status.sync.status null",
                        "Health Status .status.health.status null",
                        "Revision .status.sync.revision 10",
                        "Project .spec.project 10");
        assertThat(version("applicationsets").getAdditionalPrinterColumns()).isEmpty();
    }

    @Test
    void valuesOfAnyShapeAreKept() {
        JSONSchemaProps values = at("applications", "spec", "source", "helm", "valuesObject");
        assertThat(values.getType()).isEqualTo("object");
        assertThat(values.getXKubernetesPreserveUnknownFields()).isTrue();

        JSONSchemaProps element = SchemaRefinement.itemsOrSelf(generators("list", "elements"));
        assertThat(element.getType()).isNull();
        assertThat(element.getXKubernetesPreserveUnknownFields()).isTrue();

        JSONSchemaProps parameter = SchemaRefinement.itemsOrSelf(
                generators("plugin", "input").getProperties().get("parameters"));
        assertThat(parameter.getXKubernetesPreserveUnknownFields()).isTrue();

        JSONSchemaProps nested = SchemaRefinement.itemsOrSelf(generators("matrix", "generators"));
        assertThat(nested.getProperties().get("merge").getXKubernetesPreserveUnknownFields())
                .isTrue();
    }

    @Test
    void numbersMayBeTexts() {
        JSONSchemaProps replicas =
                SchemaRefinement.itemsOrSelf(at("applications", "spec", "source", "kustomize", "replicas"));

        assertThat(replicas.getProperties().get("count").getXKubernetesIntOrString())
                .isTrue();
        assertThat(replicas.getRequired()).containsExactlyInAnyOrder("name", "count");
    }

    @Test
    void selectorsAreOwnedAsAWhole() {
        JSONSchemaProps selector = generators("clusters", "selector");

        assertThat(selector.getXKubernetesMapType()).isEqualTo("atomic");
        assertThat(selector.getProperties().get("matchExpressions").getXKubernetesListType())
                .isEqualTo("atomic");
    }

    @Test
    void theFormOfTheSeedStandsInEverySource() {
        for (var source : List.of(
                at("applications", "spec", "source"),
                SchemaRefinement.itemsOrSelf(at("applications", "spec", "sources")),
                at("applications", "status", "sync", "comparedTo", "source"))) {
            assertThat(source.getProperties().get("signatureVerification").getProperties())
                    .containsOnlyKeys("enabled", "signatureKeys");
        }
    }

    private static JSONSchemaProps generators(String generator, String field) {
        return SchemaRefinement.itemsOrSelf(at("applicationsets", "spec", "generators"))
                .getProperties()
                .get(generator)
                .getProperties()
                .get(field);
    }

    private static JSONSchemaProps at(String plural, String... path) {
        JSONSchemaProps schema = version(plural).getSchema().getOpenAPIV3Schema();
        for (String step : path) {
            assertThat(schema.getProperties()).containsKey(step);
            schema = schema.getProperties().get(step);
        }
        return schema;
    }

    private static CustomResourceDefinitionVersion version(String plural) {
        return read("argoproj.io_" + plural + ".yaml").getSpec().getVersions().getFirst();
    }

    private static CustomResourceDefinition read(String file) {
        return Serialization.unmarshal(generated.get(file), CustomResourceDefinition.class);
    }
}
