package dev.capstan.applier.identity.kube;

/** Kubeconfigs as they stand in Secrets. Nobody listens at their addresses. */
final class Kubeconfigs {

    private Kubeconfigs() {}

    /** One with a token. */
    static String withToken(String token) {
        return """
                contexts: [{name: a, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: 'https://127.0.0.1:1'}}]
                users: [{name: u, user: {token: %s}}]
                """.formatted(token);
    }

    /** One that would start a program. */
    static String withProgram() {
        return """
                contexts: [{name: a, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: 'https://127.0.0.1:1'}}]
                users: [{name: u, user: {exec: {command: evil-s3cr3t}}}]
                """;
    }
}
