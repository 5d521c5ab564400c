package dev.capstan.application.set.kube;

import dev.capstan.testkit.http.ScriptedAnswers;
import dev.capstan.testkit.http.ScriptedServer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/** A forge of one kind with an organization {@code org}, which lets in whoever shows the token, and nobody else. */
final class ForgeScene implements AutoCloseable {
    static final String TOKEN = "s3cr3t-of-the-forge";

    private final ForgeForm form;
    private final ScriptedAnswers answers = new ScriptedAnswers();
    private final ScriptedServer server = ScriptedServer.start();

    ForgeScene(ForgeForm form) {
        this.form = form;
        server.answers(request -> isLetIn(request) ? answers.apply(request) : ScriptedServer.answer(401, "{}"));
        answers.only("GET " + form.organization(), ScriptedServer.answer(200, "{}"));
        answers.only("GET " + form.labels("shop"), ScriptedServer.answer(200, "[]"));
    }

    private boolean isLetIn(RecordedRequest request) {
        return form.login(TOKEN).equals(request.getHeaders().get(form.loginHeader()));
    }

    /** The forge has these open pull requests of {@code org/shop}, and no others. */
    void hasPullRequests(int... numbers) {
        answersTo(
                form.pullRequests(),
                Arrays.stream(numbers).mapToObj(form::pullRequest).collect(Collectors.joining(",", "[", "]")));
    }

    /** The organization has these repositories, and no others, each with a branch {@code main} and the folder {@code deploy}. */
    void hasRepositories(String... names) {
        for (String name : names) {
            answersTo(form.branch(name), form.head());
            answersTo(form.labels(name), "[]");
            hasFolder(name, true);
        }
        answersTo(
                form.repositories(),
                Arrays.stream(names).map(form::repository).collect(Collectors.joining(",", "[", "]")));
    }

    /** Whether a repository has the folder {@code deploy}. */
    void hasFolder(String repository, boolean isThere) {
        answers.only(form.folder(repository), form.folderAnswer(isThere));
    }

    private void answersTo(String target, String body) {
        answers.only("GET " + target, ScriptedServer.answer(200, body));
    }

    /** Lists of pull requests fail so from now on. */
    void failsPullRequests(int status) {
        answers.only("GET " + form.pullRequests(), failure(status));
    }

    /** Lists of repositories fail so from now on. */
    void failsRepositories(int status) {
        answers.only("GET " + form.repositories(), failure(status));
    }

    /** One repository fails when its branch is looked at. */
    void failsBranch(String repository, int status) {
        answers.only("GET " + form.branch(repository), failure(status));
    }

    private static MockResponse failure(int status) {
        return ScriptedServer.answer(status, "{\"message\": \"broken\"}");
    }

    /** The generator for pull requests of {@code org/shop}. */
    String pullRequestGenerator() {
        return generator("pullRequest", form.pullRequestOptions(), "");
    }

    /** The generator for repositories of {@code org} that have the folder {@code deploy}. */
    String scmGenerator() {
        return generator(
                "scmProvider", form.scmOptions(), "    cloneProtocol: https\n    filters: [{pathsExist: [deploy]}]\n");
    }

    private String generator(String generator, String options, String more) {
        return """
                generators:
                - %s:
                    %s: {api: "%s", tokenRef: {secretName: forge, key: token}, %s}
                """.formatted(generator, form.field(), server.url(), options) + more;
    }

    /** How often the forge was asked for pull requests or repositories. */
    long questions() {
        List<String> lists = List.of(form.pullRequests(), form.repositories());
        return server.requests().stream()
                .filter(request -> lists.contains(request.getTarget()))
                .count();
    }

    @Override
    public void close() {
        server.close();
    }
}
