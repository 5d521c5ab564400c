package dev.capstan.secrets.metadata;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A key that holds the data key of a file, or its share, in encrypted form. All of it is public. */
public sealed interface MasterKey {
    /** After this time a key should be rotated. */
    Duration LIFETIME = Duration.ofDays(180);

    /** What holds the key. */
    enum Kind {
        AGE("age"),
        PGP("pgp"),
        AWS_KMS("kms"),
        GCP_KMS("gcp_kms"),
        HUAWEI_KMS("hckms"),
        AZURE_KEY_VAULT("azure_kv"),
        VAULT_TRANSIT("hc_vault");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        /** Its name in metadata, and in the order of tries. */
        public String key() {
            return key;
        }
    }

    /** What holds it. */
    Kind kind();

    /** The encrypted data key, in the notation of its kind; empty before it is encrypted. */
    String enc();

    /** Its public name. */
    String name();

    /** The same key with another encrypted data key. */
    MasterKey with(String enc);

    private static String withoutLogin(String address) {
        return address.replaceAll("//[^/]*@", "//…@");
    }

    /** Whether it is the same key, whatever it holds. */
    default boolean isSame(MasterKey other) {
        return kind() == other.kind() && name().equals(other.name());
    }

    /** When it was added to the file, where the file says so. */
    default Optional<OffsetDateTime> created() {
        return switch (this) {
            case Age _ -> Optional.empty();
            case Pgp key -> Optional.of(key.createdAt());
            case AwsKms key -> Optional.of(key.createdAt());
            case GcpKms key -> Optional.of(key.createdAt());
            case HuaweiKms key -> Optional.of(key.createdAt());
            case AzureKeyVault key -> Optional.of(key.createdAt());
            case VaultTransit key -> Optional.of(key.createdAt());
        };
    }

    /** Whether it is there for more than half a year, so that the file should be rotated. */
    default boolean isDue(Instant now) {
        return created()
                .filter(time -> time.toInstant().plus(LIFETIME).isBefore(now))
                .isPresent();
    }

    /** An age recipient. */
    record Age(String recipient, String enc) implements MasterKey {
        @Override
        public Kind kind() {
            return Kind.AGE;
        }

        /** Whoever puts a private key where its recipient belongs does not want to read it in a log. */
        @Override
        public String name() {
            return recipient.toUpperCase(Locale.ROOT).startsWith("AGE-SECRET-KEY-")
                    ? "a private key in place of a recipient"
                    : recipient;
        }

        @Override
        public MasterKey with(String other) {
            return new Age(recipient, other);
        }

        @Override
        public String toString() {
            return "Age[" + name() + "]";
        }
    }

    /** An OpenPGP key; a fingerprint that ends in {@code !} means exactly that subkey. */
    record Pgp(String fingerprint, OffsetDateTime createdAt, String enc) implements MasterKey {
        @Override
        public Kind kind() {
            return Kind.PGP;
        }

        @Override
        public String name() {
            return fingerprint;
        }

        @Override
        public MasterKey with(String other) {
            return new Pgp(fingerprint, createdAt, other);
        }
    }

    /**
     * A key of AWS.
     *
     * @param role to assume; empty for none
     * @param context what must be said again to decrypt
     * @param profile of the user's configuration; empty for none
     */
    record AwsKms(
            String arn, String role, Map<String, String> context, String profile, OffsetDateTime createdAt, String enc)
            implements MasterKey {
        /** Copies the context in its order. */
        public AwsKms {
            context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
        }

        @Override
        public Kind kind() {
            return Kind.AWS_KMS;
        }

        @Override
        public String name() {
            return role.isEmpty() ? arn : arn + "+" + role;
        }

        @Override
        public MasterKey with(String other) {
            return new AwsKms(arn, role, context, profile, createdAt, other);
        }
    }

    /** A key of Google Cloud. */
    record GcpKms(String resourceId, OffsetDateTime createdAt, String enc) implements MasterKey {
        @Override
        public Kind kind() {
            return Kind.GCP_KMS;
        }

        @Override
        public String name() {
            return resourceId;
        }

        @Override
        public MasterKey with(String other) {
            return new GcpKms(resourceId, createdAt, other);
        }
    }

    /** A key of Huawei Cloud, which is carried but not used. */
    record HuaweiKms(String keyId, OffsetDateTime createdAt, String enc) implements MasterKey {
        @Override
        public Kind kind() {
            return Kind.HUAWEI_KMS;
        }

        @Override
        public String name() {
            return keyId;
        }

        @Override
        public MasterKey with(String other) {
            return new HuaweiKms(keyId, createdAt, other);
        }
    }

    /** A key of Azure. */
    record AzureKeyVault(String vaultUrl, String keyName, String version, OffsetDateTime createdAt, String enc)
            implements MasterKey {
        @Override
        public Kind kind() {
            return Kind.AZURE_KEY_VAULT;
        }

        @Override
        public String name() {
            return withoutLogin(vaultUrl) + "/keys/" + keyName + "/" + version;
        }

        @Override
        public MasterKey with(String other) {
            return new AzureKeyVault(vaultUrl, keyName, version, createdAt, other);
        }

        @Override
        public String toString() {
            return "AzureKeyVault[" + name() + "]";
        }
    }

    /** A key of the transit engine of Vault. */
    record VaultTransit(String address, String enginePath, String keyName, OffsetDateTime createdAt, String enc)
            implements MasterKey {
        @Override
        public Kind kind() {
            return Kind.VAULT_TRANSIT;
        }

        @Override
        public String name() {
            return withoutLogin(address) + "/v1/" + enginePath + "/keys/" + keyName;
        }

        @Override
        public MasterKey with(String other) {
            return new VaultTransit(address, enginePath, keyName, createdAt, other);
        }

        @Override
        public String toString() {
            return "VaultTransit[" + name() + "]";
        }
    }
}
