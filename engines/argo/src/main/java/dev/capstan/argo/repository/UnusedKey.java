package dev.capstan.argo.repository;

import dev.capstan.argo.secret.ArgoSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Keys of Secrets for repositories that are read and not acted on, and why. */
enum UnusedKey {
    ENABLE_LFS("enableLfs", "files of Git LFS are not fetched"),
    DEPTH("depth", "whole histories are kept, and fetched once"),
    FORCE_BASIC("forceHttpBasicAuth", "a user and a password are always sent as basic authentication"),
    NO_PROXY("noProxy", "the proxy is used for every address of this repository"),
    GCP_KEY("gcpServiceAccountKey", "keys of Google service accounts are not used"),
    AZURE_CLIENT("azureServicePrincipalClientId", UnusedKey.AZURE),
    AZURE_CLIENT_OF_PREFIX("azureServicePrincipalClientID", UnusedKey.AZURE),
    AZURE_SECRET("azureServicePrincipalClientSecret", UnusedKey.AZURE),
    AZURE_TENANT("azureServicePrincipalTenantId", UnusedKey.AZURE),
    AZURE_TENANT_OF_PREFIX("azureServicePrincipalTenantID", UnusedKey.AZURE),
    AZURE_ENDPOINT("azureActiveDirectoryEndpoint", UnusedKey.AZURE),
    AZURE_WORKLOAD("useAzureWorkloadIdentity", UnusedKey.AZURE),
    WARM_CACHE("webhookManifestCacheWarmDisabled", "there is no such cache");

    private static final String AZURE = "identities of Azure are not used";

    private static final Set<String> USED = Set.of(
            "url",
            "name",
            "type",
            "project",
            "username",
            "password",
            "bearerToken",
            "sshPrivateKey",
            "tlsClientCertData",
            "tlsClientCertKey",
            "insecure",
            "insecureIgnoreHostKey",
            "enableOCI",
            "insecureOCIForceHttp",
            "proxy",
            "githubAppID",
            "githubAppInstallationID",
            "githubAppPrivateKey",
            "githubAppEnterpriseBaseUrl");

    private final String key;
    private final String why;

    UnusedKey(String key, String why) {
        this.key = key;
        this.why = why;
    }

    /** A sentence for each key of a Secret that nobody acts on. */
    static List<String> notices(ArgoSecret secret) {
        var notices = new ArrayList<String>();
        var unknown = new TreeSet<>(secret.data().keySet());
        unknown.removeAll(USED);
        for (UnusedKey unused : values()) {
            unknown.remove(unused.key);
            boolean isOff = secret.text(unused.key).equalsIgnoreCase("false");
            if (secret.has(unused.key) && !isOff) {
                notices.add(secret + ": the key '" + unused.key + "' is not acted on: " + unused.why);
            }
        }
        for (String key : unknown) {
            notices.add(secret + ": the key '" + key + "' is not known");
        }
        return notices;
    }

    /** Whether a Secret has credentials of a kind that is not used. */
    static boolean hasUnusableCredentials(ArgoSecret secret) {
        return secret.has(AZURE_SECRET.key)
                || secret.has(GCP_KEY.key)
                || secret.flag(AZURE_WORKLOAD.key).orElse(false);
    }
}
