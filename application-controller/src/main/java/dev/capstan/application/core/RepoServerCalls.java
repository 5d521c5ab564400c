package dev.capstan.application.core;

import dev.capstan.application.core.grpc.GrpcAnswer;
import dev.capstan.application.core.grpc.GrpcStatus;
import dev.capstan.application.core.grpc.ProtobufTexts;
import dev.capstan.application.source.Answer;

/**
 * The calls of a repository server that {@code argocd --core} cannot do without: it asks for plugins before any command, and what a revision
 * means before a sync. Manifests are rendered by the controller, for Applications that are in the cluster.
 */
public final class RepoServerCalls {
    private static final String SERVICE = "/repository.RepoServerService/";
    private static final int REVISION = 1;
    private static final int AMBIGUOUS_REVISION = 2;

    private final RevisionAnswers revisions;

    public RepoServerCalls(RevisionAnswers revisions) {
        this.revisions = revisions;
    }

    /**
     * Answers a call; may block.
     *
     * @param method its path, such as {@code /repository.RepoServerService/ListPlugins}
     * @param message without its frame
     */
    public GrpcAnswer answer(String method, byte[] message) {
        return switch (method) {
            case SERVICE + "ListPlugins" -> new GrpcAnswer.Message(new byte[0]);
            case SERVICE + "ResolveRevision" -> resolve(message);
            case SERVICE + "TestRepository" ->
                refused(
                        "Capstan does not look at sources before there is an Application; add --validate=false, and see the"
                                + " conditions of the Application afterwards (argocd app get, capstan get apps)");
            case SERVICE + "GenerateManifest", SERVICE + "GenerateManifestWithFiles" ->
                refused("Capstan renders for Applications that are in the cluster, at the revision that they have;"
                        + " argocd app diff and argocd app manifests show that without --revision");
            case SERVICE + "GetRevisionMetadata", SERVICE + "GetRevisionChartDetails", SERVICE + "GetOCIMetadata" ->
                refused("Capstan does not tell who made a revision; ask the repository");
            default ->
                refused(
                        "Capstan has no repository server; what it renders is shown by argocd app diff, capstan diff and"
                                + " capstan build");
        };
    }

    private static GrpcAnswer refused(String why) {
        return new GrpcAnswer.Refused(GrpcStatus.UNIMPLEMENTED, why);
    }

    private GrpcAnswer resolve(byte[] message) {
        return RevisionQuestion.read(message)
                .map(this::resolve)
                .orElseGet(() -> new GrpcAnswer.Refused(
                        GrpcStatus.INVALID_ARGUMENT, "The message is no repository.ResolveRevisionRequest"));
    }

    private GrpcAnswer resolve(RevisionQuestion question) {
        return switch (revisions.of(question)) {
            case Answer.Known<String>(String revision) ->
                new GrpcAnswer.Message(new ProtobufTexts()
                        .with(REVISION, revision)
                        .with(AMBIGUOUS_REVISION, question.revision() + " (" + revision + ")")
                        .bytes());
            case Answer.Failed<String>(String why) -> new GrpcAnswer.Refused(GrpcStatus.FAILED_PRECONDITION, why);
        };
    }
}
