package dev.capstan.argo.repository;

/**
 * A GitHub App that logs in.
 *
 * @param installationId 0 to look it up by the owner of the repository
 * @param baseUrl of an enterprise server's API; empty for github.com
 */
public record GitHubApp(long appId, long installationId, String privateKey, String baseUrl) {
    /** The App's number; never its key. */
    @Override
    public String toString() {
        return "GitHub App " + appId;
    }
}
