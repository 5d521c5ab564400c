package dev.capstan.forge;

import java.net.URI;

/**
 * A repository, and where the forge that has it serves its API.
 *
 * @param api without a slash at the end, and without credentials
 * @param owner a user, organization, workspace or project; of GitLab all groups, with slashes between them; empty for what has none
 * @param name without {@code .git}
 */
public record ForgeRepository(ForgeProvider provider, URI api, String owner, String name) {

    /**
     * The repository behind a Git URL.
     *
     * @param gitUrl with {@code https://}, {@code http://} or {@code ssh://}, or as {@code git@host:path}; credentials in it are ignored
     * @param provider {@link ForgeProvider#BITBUCKET} means Bitbucket Server, too, when the addresses are not those of the cloud
     * @param apiUrl where the API is served; empty to tell it from the Git URL
     * @return the failure is {@link ForgeFailure.AddressInvalid}
     */
    public static ForgeResult<ForgeRepository> parse(ForgeProvider provider, String gitUrl, String apiUrl) {
        return ForgeResult.of(() -> {
            var git = GitAddress.parse(gitUrl);
            if (apiUrl.isBlank()) {
                return DerivedApi.of(provider, git);
            }
            var meant = provider == ForgeProvider.BITBUCKET && apiUrl.contains("/rest/api/")
                    ? ForgeProvider.BITBUCKET_SERVER
                    : provider;
            return GivenApi.of(meant, git, GivenApi.address(meant, apiUrl.strip()));
        });
    }

    /**
     * What lies at a path of a forge, be it a repository or an owner of some; an owner has no owner.
     *
     * @param apiUrl where the API is served, with or without its path; empty for the public forge of this kind
     * @return the failure is {@link ForgeFailure.AddressInvalid}
     */
    public static ForgeResult<ForgeRepository> at(ForgeProvider provider, String apiUrl, String path) {
        return ForgeResult.of(() -> {
            URI api = ForgeAddress.complete(
                    provider, apiUrl.isBlank() ? ForgeAddress.standard(provider) : apiUrl.strip());
            int slash = path.lastIndexOf('/');
            return new ForgeRepository(
                    provider, api, slash < 0 ? "" : path.substring(0, slash), path.substring(slash + 1));
        });
    }

    /** Owner and name, as people write them. */
    public String path() {
        return owner.isEmpty() ? name : owner + "/" + name;
    }

    /** Host of the API and path, for messages. */
    @Override
    public String toString() {
        return api.getHost() + "/" + path();
    }
}
