package dev.capstan.sealedsecret.kube;

import dev.capstan.sealedsecret.key.KeyPriority;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Configuration of the controller. */
@ConfigMapping(prefix = "capstan.secrets")
public interface SecretsConfig {
    /** The namespace of the Secrets with keys: in a pod its own, else the one that kubeseal expects. */
    @WithDefault("${RUNTIME_NAMESPACE:kube-system}")
    String keyNamespace();

    /** What the names of Secrets with keys begin with. */
    @WithDefault("sealed-secrets-key")
    String keyPrefix();

    /** Length of new keys in bits. */
    @WithDefault("4096")
    int keySize();

    /** How long the certificates of new keys are valid. */
    @WithDefault("87600h")
    Duration keyTtl();

    /** The age of the newest key at which another one is made; 0 for never. */
    @WithDefault("720h")
    Duration keyRenewPeriod();

    /** How long after the start the first key is made, unless somebody wants to seal or to unseal before. */
    @WithDefault("30s")
    Duration firstKeyDelay();

    /** A newest key from before this time is replaced at once; RFC 1123 with a numeric zone. */
    Optional<String> keyCutoffTime();

    /** What tells which key is newer. */
    @WithDefault("cert-not-before")
    KeyPriority keyOrderPriority();

    /** The common name in certificates of new keys. */
    Optional<String> myCn();

    /** Whether SealedSecrets of the old form, with one value for the whole Secret, are unsealed. */
    @WithDefault("true")
    boolean acceptDeprecatedV1Data();

    /** The address that the server listens on. */
    @WithDefault("0.0.0.0")
    String host();

    /** The port of the server; 0 for a free one. */
    @WithDefault("9393")
    int port();

    /** How often a second each of verify and rotate may be asked for. */
    @WithDefault("2")
    int rateLimit();

    /** How often each may be asked for at once after a rest. */
    @WithDefault("2")
    int rateLimitBurst();
}
