package dev.capstan.runtime.host;

import io.javaoperatorsdk.operator.api.config.Cloner;

/** Hands out the objects of the watch themselves: reconcilers never change them, so copying each one for each pass buys nothing. */
final class SharedObjects implements Cloner {
    @Override
    public <R extends io.fabric8.kubernetes.api.model.HasMetadata> R clone(R object) {
        return object;
    }
}
