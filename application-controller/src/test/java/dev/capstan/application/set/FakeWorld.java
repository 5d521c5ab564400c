package dev.capstan.application.set;

import dev.capstan.argo.set.input.Answer;
import dev.capstan.argo.set.input.ClusterDecisions;
import dev.capstan.argo.set.input.ForgeBranch;
import dev.capstan.argo.set.input.GitTree;
import dev.capstan.argo.set.input.PullRequestFacts;
import dev.capstan.argo.set.input.SetRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One repository, pull requests and decisions, with a note of every question. */
final class FakeWorld implements SetTrees, SetForges, SetDecisions {
    final Map<String, String> files = new TreeMap<>();
    final List<String> questions = Collections.synchronizedList(new ArrayList<>());
    List<PullRequestFacts> requests = List.of();

    /** What is wrong with the remote; empty for nothing. */
    String trouble = "";

    SetQuestions questions() {
        return new SetQuestions(this, this, this);
    }

    @Override
    public Answer<GitTree> tree(SetRequest.Tree request) {
        questions.add("tree " + request.repoURL());
        return trouble.isEmpty()
                ? new Answer.Found<>(new GitTree("c0ffee", List.copyOf(files.keySet())))
                : new Answer.Failed<>(trouble);
    }

    @Override
    public Answer<Map<String, String>> contents(SetRequest.Contents request) {
        questions.add("contents of " + request.commit());
        return new Answer.Found<>(Map.copyOf(files));
    }

    @Override
    public Answer<List<PullRequestFacts>> pullRequests(SetRequest.PullRequests request) {
        questions.add("pull requests");
        return new Answer.Found<>(requests);
    }

    @Override
    public Answer<List<ForgeBranch>> repositories(SetRequest.Repositories request) {
        questions.add("repositories");
        return new Answer.Found<>(List.of(
                new ForgeBranch("org", "shop", "1", "https://git.example/org/shop", "main", "1234567890", List.of())));
    }

    @Override
    public Answer<List<ForgeBranch>> branches(SetRequest.Branches request) {
        return new Answer.Found<>(List.of(request.repository()));
    }

    @Override
    public Answer<Boolean> hasPath(SetRequest.HasPath request) {
        questions.add("path " + request.path());
        return new Answer.Found<>(request.path().equals("deploy"));
    }

    @Override
    public Answer<ClusterDecisions> decisions(SetRequest.Decisions request) {
        questions.add("decisions");
        return new Answer.Found<>(new ClusterDecisions("clusterName", List.of(Map.of("clusterName", "in-cluster"))));
    }
}
