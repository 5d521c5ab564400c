package dev.capstan.argo.secret;

import java.util.Optional;

/** What a Secret with the label {@value #LABEL} configures. */
public enum SecretType {
    /** One repository. */
    REPOSITORY("repository"),
    /** Credentials for all repositories below a URL. */
    REPO_CREDS("repo-creds"),
    /** One repository that is pushed to. */
    REPOSITORY_WRITE("repository-write"),
    /** Credentials for pushing, for all repositories below a URL. */
    REPO_WRITE_CREDS("repo-write-creds"),
    /** A cluster. */
    CLUSTER("cluster");

    /** The label that carries the type. */
    public static final String LABEL = "argocd.argoproj.io/secret-type";

    private final String label;

    SecretType(String label) {
        this.label = label;
    }

    /** The value of the label. */
    public String label() {
        return label;
    }

    /** The type with this label; empty when there is none. */
    public static Optional<SecretType> of(String label) {
        for (SecretType type : values()) {
            if (type.label.equals(label)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
