package dev.capstan.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import org.junit.jupiter.api.Test;

class CrdsTest {

    /** Who runs {@code capstan down} after somebody has run {@code capstan install} must not take that installation's definitions. */
    @Test
    void whoElseAppliesADefinitionIsKnown() {
        assertThat(Crds.otherOwner(definition("capstan", "kube-apiserver"))).isEmpty();
        assertThat(Crds.otherOwner(definition("capstan", "capstan-install"))).contains("capstan-install");
        assertThat(Crds.otherOwner(definition("helm", "kube-apiserver"))).contains("helm");
    }

    private static CustomResourceDefinition definition(String applier, String other) {
        String operation = other.equals("kube-apiserver") ? "Update" : "Apply";
        return new CustomResourceDefinitionBuilder()
                .withNewMetadata()
                .withName("gitrepositories.source.toolkit.fluxcd.io")
                .withManagedFields(
                        new ManagedFieldsEntryBuilder()
                                .withManager(applier)
                                .withOperation("Apply")
                                .build(),
                        new ManagedFieldsEntryBuilder()
                                .withManager(other)
                                .withOperation(operation)
                                .build())
                .endMetadata()
                .build();
    }
}
