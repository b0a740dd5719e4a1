package lifeboat.bench;

import lifeboat.e2e.Command;
import lifeboat.e2e.Restic;

/** Which of the other programs are here to be compared with. */
record Peers(boolean restic, boolean aws) {

    /** Looks for them, and says what to install for those that are missing. */
    static Peers find() {
        Peers peers = new Peers(Restic.isInstalled(), Command.exists("aws"));
        if (!peers.restic()) {
            System.out.println("Without restic, which is not on PATH: install the package restic");
        }
        if (!peers.aws()) {
            System.out.println("Without aws, which is not on PATH: install the package awscli");
        }
        return peers;
    }
}
