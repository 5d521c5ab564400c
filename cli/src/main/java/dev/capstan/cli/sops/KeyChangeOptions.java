package dev.capstan.cli.sops;

import java.util.Map;
import picocli.CommandLine.Option;

/** Which keys come to a file and which go. */
final class KeyChangeOptions {
    @Option(names = "--add-age", paramLabel = "RECIPIENT,...", description = "Add recipients of age.")
    private String addedAge = "";

    @Option(names = "--rm-age", paramLabel = "RECIPIENT,...", description = "Remove recipients of age.")
    private String removedAge = "";

    @Option(names = "--add-pgp", paramLabel = "FINGERPRINT,...", description = "Add OpenPGP keys.")
    private String addedPgp = "";

    @Option(names = "--rm-pgp", paramLabel = "FINGERPRINT,...", description = "Remove OpenPGP keys.")
    private String removedPgp = "";

    @Option(names = "--add-kms", paramLabel = "ARN,...", description = "Add keys of AWS.")
    private String addedKms = "";

    @Option(names = "--rm-kms", paramLabel = "ARN,...", description = "Remove keys of AWS.")
    private String removedKms = "";

    @Option(names = "--add-gcp-kms", paramLabel = "ID,...", description = "Add keys of Google Cloud.")
    private String addedGcp = "";

    @Option(names = "--rm-gcp-kms", paramLabel = "ID,...", description = "Remove keys of Google Cloud.")
    private String removedGcp = "";

    @Option(names = "--add-azure-kv", paramLabel = "URL,...", description = "Add keys of Azure.")
    private String addedAzure = "";

    @Option(names = "--rm-azure-kv", paramLabel = "URL,...", description = "Remove keys of Azure.")
    private String removedAzure = "";

    @Option(names = "--add-hc-vault-transit", paramLabel = "URI,...", description = "Add keys of Vault.")
    private String addedVault = "";

    @Option(names = "--rm-hc-vault-transit", paramLabel = "URI,...", description = "Remove keys of Vault.")
    private String removedVault = "";

    /** By the names of kinds of keys. */
    Map<String, String> added() {
        return Map.of(
                "age",
                addedAge,
                "pgp",
                addedPgp,
                "kms",
                addedKms,
                "gcp_kms",
                addedGcp,
                "azure_kv",
                addedAzure,
                "hc_vault",
                addedVault);
    }

    /** By the names of kinds of keys. */
    Map<String, String> removed() {
        return Map.of(
                "age",
                removedAge,
                "pgp",
                removedPgp,
                "kms",
                removedKms,
                "gcp_kms",
                removedGcp,
                "azure_kv",
                removedAzure,
                "hc_vault",
                removedVault);
    }
}
