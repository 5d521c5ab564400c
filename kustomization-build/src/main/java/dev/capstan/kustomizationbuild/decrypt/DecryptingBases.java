package dev.capstan.kustomizationbuild.decrypt;

import dev.capstan.kustomize.RemoteBases;
import dev.capstan.tree.FileTree;
import java.util.IdentityHashMap;
import java.util.Map;

/** Remote bases whose files are opened as those of the tree that is built; single files are left as they are. */
final class DecryptingBases implements RemoteBases {
    private final RemoteBases bases;
    private final DecryptingTree.Opener opener;
    private final Map<FileTree, FileTree> trees = new IdentityHashMap<>();

    DecryptingBases(RemoteBases bases, DecryptingTree.Opener opener) {
        this.bases = bases;
        this.opener = opener;
    }

    @Override
    public Answer base(String address) {
        Answer answer = bases.base(address);
        return answer instanceof Answer.Found(var tree, var path, var repository, var ref)
                ? new Answer.Found(
                        trees.computeIfAbsent(tree, it -> new DecryptingTree(it, opener)), path, repository, ref)
                : answer;
    }

    @Override
    public Answer file(String address) {
        return bases.file(address);
    }
}
