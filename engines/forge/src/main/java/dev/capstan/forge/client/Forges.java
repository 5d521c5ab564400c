package dev.capstan.forge.client;

import dev.capstan.forge.ForgeAccess;
import dev.capstan.forge.ForgeListing;
import dev.capstan.forge.ForgeRepository;
import dev.capstan.forge.PullRequests;
import dev.capstan.forge.bitbucket.CloudPullRequests;
import dev.capstan.forge.bitbucket.ServerPullRequests;
import dev.capstan.forge.gitea.GiteaListing;
import dev.capstan.forge.gitea.GiteaPullRequests;
import dev.capstan.forge.github.GitHubListing;
import dev.capstan.forge.github.GitHubPullRequests;
import dev.capstan.forge.gitlab.GitLabListing;
import dev.capstan.forge.gitlab.GitLabPullRequests;
import dev.capstan.forge.rest.RestConnection;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundHttp;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The forges, over one HTTP client. Safe for several threads.
 *
 * @param clock by which times are read that forges name
 */
public record Forges(OutboundHttp http, InstantSource clock) {

    /** The pull requests of a repository, until the deadline. */
    public PullRequests open(ForgeRepository repository, ForgeAccess access, Deadline deadline) {
        var connection = new RestConnection(http, repository, access, deadline, clock);
        return switch (repository.provider()) {
            case GITHUB -> new GitHubPullRequests(connection);
            case GITLAB -> new GitLabPullRequests(connection);
            case GITEA -> new GiteaPullRequests(connection);
            case BITBUCKET -> new CloudPullRequests(connection);
            case BITBUCKET_SERVER -> new ServerPullRequests(connection);
        };
    }

    /**
     * Lists of what a forge has, until the deadline.
     *
     * @param place what is asked about, for messages; see {@link ForgeRepository#at}
     * @return empty for forges that are not asked for lists: both kinds of Bitbucket
     */
    public Optional<ForgeListing> list(ForgeRepository place, ForgeAccess access, Deadline deadline) {
        var connection = new RestConnection(http, place, access, deadline, clock);
        return switch (place.provider()) {
            case GITHUB -> Optional.of(new GitHubListing(connection));
            case GITLAB -> Optional.of(new GitLabListing(connection));
            case GITEA -> Optional.of(new GiteaListing(connection));
            case BITBUCKET, BITBUCKET_SERVER -> Optional.empty();
        };
    }
}
