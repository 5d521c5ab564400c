package dev.capstan.kustomize.build;

import dev.capstan.kustomize.config.DefaultFields;
import dev.capstan.kustomize.config.TransformerConfig;
import dev.capstan.kustomize.reference.VariableSet;
import dev.capstan.kustomize.resource.ResourceList;

/** What a kustomization has gathered so far: objects, fields to transform, variables. */
final class Accumulation {
    private final ResourceList resources = new ResourceList();
    private final VariableSet variables = new VariableSet();
    private TransformerConfig config = TransformerConfig.EMPTY;

    ResourceList resources() {
        return resources;
    }

    VariableSet variables() {
        return variables;
    }

    TransformerConfig config() {
        return config;
    }

    void addConfig(TransformerConfig added) {
        boolean isDefault = config == TransformerConfig.EMPTY && added == DefaultFields.config();
        config = isDefault ? added : config.merge(added);
    }

    /**
     * Merges the configuration once more, as kustomize does after every component: fields that sort after one that covers them
     * get lost, see {@link TransformerConfig#merge}.
     */
    void mergeConfigAgain() {
        TransformerConfig merged = config;
        config = TransformerConfig.EMPTY;
        addConfig(merged);
    }

    /** Takes over everything from the kustomization of a base. */
    void addAll(Accumulation base) {
        resources.appendAll(base.resources);
        addConfig(base.config);
        variables.addAll(base.variables);
    }
}
