package dev.capstan.cloud;

/** What a token of Microsoft Entra is for. */
public enum AzureAudience {
    /** Azure Blob Storage. */
    STORAGE("https://storage.azure.com/"),
    /** Azure Container Registry. */
    REGISTRY("https://containerregistry.azure.net/"),
    /** Azure Key Vault. */
    KEY_VAULT("https://vault.azure.net/"),
    /** Azure DevOps. */
    DEVOPS("499b84ac-1321-427f-aa17-267ca6975798");

    private final String resource;

    AzureAudience(String resource) {
        this.resource = resource;
    }

    /** As the metadata service wants it. */
    String resource() {
        return resource;
    }

    /** As the second version of the token endpoint wants it. */
    String scope() {
        return resource + (resource.endsWith("/") ? "" : "/") + ".default";
    }
}
