/** Git and signatures for real: the mirrors of engines/git behind the ports of this feature. */
@NullMarked
package dev.capstan.source.gitrepository.adapter;

import org.jspecify.annotations.NullMarked;
