package dev.capstan.cli.sops;

import dev.capstan.cli.process.Invocation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** For whom a new file is encrypted; empty words are as good as none. */
final class RecipientOptions {
    @Option(
            names = {"-a", "--age"},
            paramLabel = "RECIPIENT,...",
            description =
                    "Recipients of age. Default: $SOPS_AGE_RECIPIENTS, else what .sops.yaml says; so for all keys.")
    private @Nullable String age;

    @Option(
            names = {"-p", "--pgp"},
            paramLabel = "FINGERPRINT,...",
            description = "OpenPGP keys of your key ring. Default: $SOPS_PGP_FP.")
    private @Nullable String pgp;

    @Option(
            names = {"-k", "--kms"},
            paramLabel = "ARN,...",
            description = "Keys of AWS KMS. Default: $SOPS_KMS_ARN.")
    private @Nullable String kms;

    @Option(names = "--aws-profile", paramLabel = "NAME", description = "The profile to use keys of AWS with.")
    private String awsProfile = "";

    @Option(
            names = "--encryption-context",
            paramLabel = "KEY:VALUE,...",
            description = "What keys of AWS must be told again to decrypt.")
    private String context = "";

    @Option(
            names = "--gcp-kms",
            paramLabel = "ID,...",
            description = "Keys of Google Cloud. Default: $SOPS_GCP_KMS_IDS.")
    private @Nullable String gcp;

    @Option(
            names = "--azure-kv",
            paramLabel = "URL,...",
            description = "Keys of Azure Key Vault. Default: $SOPS_AZURE_KEYVAULT_URLS.")
    private @Nullable String azure;

    @Option(
            names = "--hc-vault-transit",
            paramLabel = "URI,...",
            description = "Keys of the transit engine of Vault. Default: $SOPS_VAULT_URIS.")
    private @Nullable String vault;

    @Option(
            names = "--shamir-secret-sharing-threshold",
            paramLabel = "NUMBER",
            description = "How many key groups must open the file. Default: all.")
    private int threshold;

    /** What was given, by option or variable, by the names of kinds of keys. */
    Map<String, String> given(Invocation invocation) {
        var given = new LinkedHashMap<String, String>();
        put(given, "age", age, invocation, "SOPS_AGE_RECIPIENTS");
        put(given, "pgp", pgp, invocation, "SOPS_PGP_FP");
        put(given, "kms", kms, invocation, "SOPS_KMS_ARN");
        put(given, "gcp_kms", gcp, invocation, "SOPS_GCP_KMS_IDS");
        put(given, "azure_kv", azure, invocation, "SOPS_AZURE_KEYVAULT_URLS");
        put(given, "hc_vault", vault, invocation, "SOPS_VAULT_URIS");
        return given;
    }

    private static void put(
            Map<String, String> given, String kind, @Nullable String option, Invocation invocation, String variable) {
        given.put(kind, option == null ? invocation.variable(variable).orElse("") : option);
    }

    String awsProfile() {
        return awsProfile;
    }

    String context() {
        return context;
    }

    int threshold() {
        return threshold;
    }
}
