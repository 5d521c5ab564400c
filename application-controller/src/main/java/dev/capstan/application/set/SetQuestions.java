package dev.capstan.application.set;

import dev.capstan.apply.work.BoundedWork;
import dev.capstan.argo.set.input.Answer;
import dev.capstan.argo.set.input.SetInputs;
import dev.capstan.argo.set.input.SetRequest;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/** Puts the questions of generators to those who can answer them, a few at a time. */
public record SetQuestions(SetTrees trees, SetForges forges, SetDecisions decisions) {
    private static final int AT_ONCE = 8;

    /** The same inputs with an answer to each of the questions. */
    SetInputs answered(SetInputs inputs, Collection<SetRequest<?>> questions) {
        List<UnaryOperator<SetInputs>> answers =
                new BoundedWork(AT_ONCE).each(List.copyOf(questions), this::answer, _ -> false);
        SetInputs known = inputs;
        for (UnaryOperator<SetInputs> answer : answers) {
            known = answer.apply(known);
        }
        return known;
    }

    private UnaryOperator<SetInputs> answer(SetRequest<?> question) {
        return switch (question) {
            case SetRequest.Tree tree -> known(tree, trees.tree(tree));
            case SetRequest.Contents contents -> known(contents, trees.contents(contents));
            case SetRequest.PullRequests requests -> known(requests, forges.pullRequests(requests));
            case SetRequest.Repositories repositories -> known(repositories, forges.repositories(repositories));
            case SetRequest.Branches branches -> known(branches, forges.branches(branches));
            case SetRequest.HasPath path -> known(path, forges.hasPath(path));
            case SetRequest.Decisions choice -> known(choice, decisions.decisions(choice));
            case SetRequest.Plugin plugin ->
                known(
                        plugin,
                        new Answer.Failed<>("the generator plugin (ConfigMap " + plugin.configMap()
                                + ") is refused: no program outside of this controller is asked for parameters; write"
                                + " them into a file and use the git generator"));
        };
    }

    private static <A> UnaryOperator<SetInputs> known(SetRequest<A> question, Answer<A> answer) {
        return inputs -> inputs.with(question, answer);
    }
}
