package dev.capstan.application.set.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.access.git.InstallationTokens;
import dev.capstan.application.set.SetForges;
import dev.capstan.apply.work.BoundedWork;
import dev.capstan.argo.set.input.Answer;
import dev.capstan.argo.set.input.ForgeBranch;
import dev.capstan.argo.set.input.PullRequestFacts;
import dev.capstan.argo.set.input.SetRequest;
import dev.capstan.forge.BranchHead;
import dev.capstan.forge.ForgeFailure;
import dev.capstan.forge.ForgeListing;
import dev.capstan.forge.ForgeProvider;
import dev.capstan.forge.ForgeRepository;
import dev.capstan.forge.ForgeResult;
import dev.capstan.forge.OwnedRepository;
import dev.capstan.forge.client.Forges;
import dev.capstan.http.Deadline;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** GitHub, GitLab and Gitea, asked for their lists; other forges are refused by name. */
public final class AskedForges implements SetForges {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int AT_ONCE = 8;

    private final Forges forges;
    private final ForgeDoor door;
    private final AllowedForges allowed;
    private final ForgeRest rest;

    /**
     * Asks forges.
     *
     * @param data where their Secrets are
     * @param tokens of Apps of GitHub
     * @param allowed which forges may be asked at all
     */
    public AskedForges(Forges forges, NamespaceData data, InstallationTokens tokens, AllowedForges allowed) {
        this.forges = forges;
        this.door = new ForgeDoor(data, tokens);
        this.allowed = allowed;
        this.rest = new ForgeRest(forges.clock());
    }

    @Override
    public Answer<List<PullRequestFacts>> pullRequests(SetRequest.PullRequests request) {
        return ask(
                request.forge(),
                request.options(),
                ForgeQuestion::repository,
                (listing, question) -> listing.pullRequests(question.repository(), question.labels(), question.state())
                        .map(requests -> requests.stream()
                                .map(it -> new PullRequestFacts(
                                        it.number(),
                                        it.title(),
                                        it.source(),
                                        it.target(),
                                        it.head(),
                                        it.labels(),
                                        it.author()))
                                .toList()));
    }

    @Override
    public Answer<List<ForgeBranch>> repositories(SetRequest.Repositories request) {
        String protocol = request.cloneProtocol().isEmpty() ? "ssh" : request.cloneProtocol();
        if (!protocol.equals("ssh") && !protocol.equals("https")) {
            return new Answer.Failed<>("cloneProtocol '" + protocol + "' is not known; use ssh or https");
        }
        return ask(
                request.forge(),
                request.options(),
                ForgeQuestion::owner,
                (listing, question) -> listing.repositories(question.owner(), question.scope())
                        .then(found -> mainBranches(listing, question, found, protocol)));
    }

    /** Repositories without a commit are left out. Nobody looks at main branches where all branches are asked for. */
    private static ForgeResult<List<ForgeBranch>> mainBranches(
            ForgeListing listing, ForgeQuestion question, List<OwnedRepository> repositories, String protocol) {
        List<OwnedRepository> used = repositories.stream()
                .filter(repository -> !repository.mainBranch().isEmpty())
                .toList();
        if (question.isOfAllBranches()) {
            return ForgeResult.success(used.stream()
                    .map(it -> branchOf(it, new BranchHead(it.mainBranch(), ""), protocol))
                    .toList());
        }
        List<ForgeResult<Optional<ForgeBranch>>> heads = new BoundedWork(AT_ONCE)
                .each(
                        used,
                        it -> listing.branch(keyOf(question, it.owner(), it.name(), it.id()), it.mainBranch())
                                .map(head -> head.map(found -> branchOf(it, found, protocol))),
                        result -> result.problem().isPresent());
        return ForgeResult.of(() -> {
            List<ForgeBranch> branches = new ArrayList<>();
            for (ForgeResult<Optional<ForgeBranch>> head : heads) {
                head.orThrow().ifPresent(branches::add);
            }
            return List.copyOf(branches);
        });
    }

    private static ForgeBranch branchOf(OwnedRepository repository, BranchHead head, String protocol) {
        return new ForgeBranch(
                repository.owner(),
                repository.name(),
                repository.id(),
                protocol.equals("ssh") ? repository.sshUrl() : repository.httpUrl(),
                head.name(),
                head.commit(),
                repository.labels());
    }

    @Override
    public Answer<List<ForgeBranch>> branches(SetRequest.Branches request) {
        ForgeBranch of = request.repository();
        return ask(
                request.forge(),
                request.options(),
                question -> keyOf(question, of),
                (listing, question) -> listing.branches(keyOf(question, of))
                        .map(heads -> heads.stream()
                                .map(head -> new ForgeBranch(
                                        of.organization(),
                                        of.repository(),
                                        of.id(),
                                        of.url(),
                                        head.name(),
                                        head.commit(),
                                        of.labels()))
                                .toList()));
    }

    @Override
    public Answer<Boolean> hasPath(SetRequest.HasPath request) {
        return ask(
                request.forge(),
                request.options(),
                question -> keyOf(question, request.branch()),
                (listing, question) -> listing.hasPath(
                        keyOf(question, request.branch()), request.branch().branch(), request.path()));
    }

    private static String keyOf(ForgeQuestion question, ForgeBranch branch) {
        return keyOf(question, branch.organization(), branch.repository(), branch.id());
    }

    private static String keyOf(ForgeQuestion question, String owner, String name, String id) {
        return question.provider() == ForgeProvider.GITLAB ? id : owner + "/" + name;
    }

    private interface Asking<A> {
        ForgeResult<A> from(ForgeListing listing, ForgeQuestion question);
    }

    private <A> Answer<A> ask(String forge, JsonNode options, Function<ForgeQuestion, String> place, Asking<A> asking) {
        Optional<ForgeQuestion> known = ForgeQuestion.of(forge, options);
        if (known.isEmpty()) {
            return new Answer.Failed<>(
                    "the forge '" + forge + "' is refused: only github, gitlab and gitea are asked for lists");
        }
        ForgeQuestion question = known.get();
        return switch (ForgeRepository.at(question.provider(), question.api(), place.apply(question))) {
            case ForgeResult.Failed<ForgeRepository>(ForgeFailure failure) -> new Answer.Failed<>(failure.message());
            case ForgeResult.Success<ForgeRepository>(ForgeRepository repository) ->
                asked(question, repository, asking);
        };
    }

    private <A> Answer<A> asked(ForgeQuestion question, ForgeRepository place, Asking<A> asking) {
        URI api = place.api();
        Optional<String> refusal = allowed.refusal(api).or(() -> rest.refusal(api));
        if (refusal.isPresent()) {
            return new Answer.Failed<>(refusal.get());
        }
        Deadline deadline = Deadline.in(LIMIT);
        return switch (door.open(question, api, deadline)) {
            case ForgeDoor.Opened.Closed(String why) -> new Answer.Failed<>(why);
            case ForgeDoor.Opened.Open(var access) ->
                answer(
                        api,
                        forges.list(place, access, deadline)
                                .map(listing -> asking.from(listing, question))
                                .orElseThrow());
        };
    }

    private <A> Answer<A> answer(URI api, ForgeResult<A> result) {
        return switch (result) {
            case ForgeResult.Success<A>(A value) -> new Answer.Found<>(value);
            case ForgeResult.Failed<A>(ForgeFailure failure) -> {
                rest.met(api, failure);
                yield failure instanceof ForgeFailure.NotFound
                        ? new Answer.Absent<>(failure.message())
                        : new Answer.Failed<>(failure.message());
            }
        };
    }
}
