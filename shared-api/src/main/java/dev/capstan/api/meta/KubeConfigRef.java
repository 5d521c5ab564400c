package dev.capstan.api.meta;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * How to reach another cluster; exactly one of the two is set.
 *
 * @param configMapRef a ConfigMap that describes a cluster reached with the controller's cloud identity
 * @param secretRef a Secret that holds a kubeconfig
 */
@WireRecord
@ValidationRule(
        value = "has(self.configMapRef) != has(self.secretRef)",
        message = "set exactly one of kubeConfig.configMapRef and kubeConfig.secretRef")
public record KubeConfigRef(
        @Nullable LocalRef configMapRef, @Nullable SecretKeyRef secretRef) {}
