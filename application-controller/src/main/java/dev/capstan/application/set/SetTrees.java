package dev.capstan.application.set;

import dev.capstan.argo.set.input.Answer;
import dev.capstan.argo.set.input.GitTree;
import dev.capstan.argo.set.input.SetRequest;
import java.util.Map;

/** Git repositories, for the generators that read folders and files. Called by several threads; never throws for what it is asked. */
public interface SetTrees {
    /** The files of a revision, as it is now. */
    Answer<GitTree> tree(SetRequest.Tree request);

    /** The contents of files of a commit, by their paths. */
    Answer<Map<String, String>> contents(SetRequest.Contents request);
}
