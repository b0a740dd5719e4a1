package lifeboat.engine.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * The tables for Jenkins and Hudson, which share most of their home's layout.
 *
 * <p>Sources: Jenkins' "Backing-up/Restoring Jenkins" and its core, read in 2026; a home made by
 * Hudson 3.3.2.
 *
 * <p>What no rule knows is saved. A file is small and may be needed to boot: tier 1. A directory
 * may be of any size, and the servers show their job lists without: tier 3.
 */
final class CiServerRules {

    private CiServerRules() {}

    static Profile jenkins() {
        return profile("jenkins", List.of("secrets/", "identity.key.enc"), JENKINS);
    }

    static Profile hudson() {
        return profile("hudson", List.of("secret.key"), HUDSON);
    }

    private static Profile profile(String name, List<String> identityPaths, String own) {
        List<Rule> rules = new ArrayList<>();
        for (String table : List.of(OF_A_DEAD_PROCESS, MADE_ANEW, own, SERVER)) {
            rules.addAll(RuleTable.parse(Anchor.HOME, table));
        }
        rules.addAll(RuleTable.parse(Anchor.JOB, JOB));
        return new Profile(name, "config.xml", identityPaths, rules);
    }

    private static final String OF_A_DEAD_PROCESS =
            """
            lifeboat               .lifeboat/                                 NEVER_SAVED
                Lifeboat's own stage, journal and the home before a restore
            not-lifeboat           .lifeboat                                  NEVER_SAVED
                a link or file in Lifeboat's place: it would lead a restore astray
            pid                    *.pid                                      NEVER_SAVED
                names a process of the lost host: the server would not start, as "already running"
            owner                  .owner                                     NEVER_SAVED
                names the process that owns the home; one that changes looks like a second server
            lock                   *.lock                                     NEVER_SAVED
                held by a process of the lost host, which can't let go of it
            temporary              *.tmp                                      NEVER_SAVED
                a file that was being written; it gets its name when it is whole
            atomic                 **/*-atomic[0-9]*tmp                       NEVER_SAVED
                left by a write that never ended (config.xml-atomic123tmp)
            old-atomic             **/atomic[0-9]*.tmp                        NEVER_SAVED
                left by a write that never ended (atomic123.tmp)
            nfs                    **/.nfs[0-9a-f][0-9a-f][0-9a-f][0-9a-f]*   NEVER_SAVED
                a deleted file that a process of this host still has open over NFS
            lost-and-found         lost+found/                                NEVER_SAVED
                belongs to the file system, not to the service
            plugin-download        plugins/*.tmp                              NEVER_SAVED
                a plugin that was being fetched
            """;

    private static final String MADE_ANEW =
            """
            war                    war/                                       NEVER_SAVED
                unpacked from the war at each start
            workspace              workspace*/                                NEVER_SAVED
                checked out and built anew by the next build
            caches                 caches/                                    NEVER_SAVED
                clones of sources, fetched again
            cache                  cache/                                     NEVER_SAVED
                fetched again
            tools                  tools/                                     NEVER_SAVED
                installed again when a build asks
            logs                   logs/                                      NEVER_SAVED
                opened anew at each start, and changing while it is read
            updates                updates/                                   NEVER_SAVED
                the update centre's lists, fetched again
            unpacked-plugin        plugins/*/                                 NEVER_SAVED
                unpacked from the .jpi or .hpi beside it, without which it isn't loaded
            queue                  queue.xml*                                 NEVER_RESTORED
                builds that waited when it was saved: they would run unasked, long after
            """;

    private static final String JENKINS =
            """
            initial-password       secrets/initialAdminPassword               NEVER_SAVED
                of a setup wizard that has since ended; its presence looks like one that has not
            instance-identity      identity.key.enc                           TIER_0
                the server's own key: slaves and webhooks know it by that
            setup-state            jenkins.install.UpgradeWizard.state        TIER_0
                without it the setup wizard comes up and may write an administrator into config.xml
            last-version           jenkins.install.InstallUtil.lastExecVersion TIER_0
                tells an upgrade from a new installation
            nodes                  nodes/                                     TIER_1
                the slaves; a missing one is forgotten
            init-scripts           init.groovy.d/                             TIER_1
                run at each start, after the jobs are loaded
            configuration-as-code  casc*/                                     TIER_1
                read at each start, which fails without it
            """;

    private static final String HUDSON =
            """
            setup-state            initSetup.xml                              TIER_0
                without it the setup wizard comes up, with all the jobs there
            team-job               teams/*/jobs/*/                            TIER_1        job
                a team's jobs lie in the team's directory
            teams                  teams/                                     TIER_1
                who may see which job
            """;

    private static final String SERVER =
            """
            gate                   config.xml                                 TIER_0
                the server's settings; one that can't be parsed keeps it from serving
            secret-key             secret.key*                                TIER_0
                made anew if missing, and then nothing that it sealed opens
            secrets                secrets/                                   TIER_0
                made anew if missing: no credential opens, and old keys are overwritten when used
            settings               *.xml                                      TIER_1
                settings of the server and its plugins, credentials among them
            users                  users/                                     TIER_1
                without it nobody can log in
            old-plugin             plugins/*.bak                              TIER_3
                the version before the last update, for a downgrade by hand
            plugins                plugins/                                   TIER_1
                jobs of a kind whose plugin is missing don't load
            user-content           userContent/                               TIER_1
                pages and scripts that jobs and people link to
            log-recorders          log/                                       TIER_1
                which log recorders exist
            fingerprints           fingerprints/                              TIER_2
                which build made a file; read on demand, one small file each
            server-log             *.log*                                     TIER_3
                read by people, not by the server, and may be large
            heap-dump              *.hprof*                                   TIER_3
                read by people, not by the server, and large
            job                    jobs/*/                                    TIER_1        job
                a job, or a folder of jobs
            jobs                   jobs/                                      TIER_1
                the job list
            other-directory        */                                         TIER_3
                not known; may be large
            other-file             *                                          TIER_1
                not known; may be needed to boot
            """;

    private static final String JOB =
            """
            job-atomic             **/*-atomic[0-9]*tmp                       NEVER_SAVED
                left by a write that never ended
            job-old-atomic         **/atomic[0-9]*.tmp                        NEVER_SAVED
                left by a write that never ended
            job-nfs                **/.nfs[0-9a-f][0-9a-f][0-9a-f][0-9a-f]*   NEVER_SAVED
                a deleted file that a process of this host still has open over NFS
            job-temporary          *.tmp                                      NEVER_SAVED
                a file that was being written
            job-workspace          workspace*/                                NEVER_SAVED
                checked out and built anew by the next build
            recent-build           builds/*/                                  TIER_2        recent build
                one of the newest of its job: what people look at first
            build                  builds/*/                                  TIER_3        build
                history, read on demand
            recent-build-link      builds/[0-9]*                              TIER_2        recent
                the number of a recent build that is named by its time
            build-link             builds/[0-9]*                              TIER_3
                the number of a build that is named by its time
            permalinks             builds/                                    TIER_2
                which build was the last, the last good one
            old-permalinks         lastS*                                     TIER_2
                links to the last stable and the last successful build
            next-build-number      nextBuildNumber                            TIER_1
                1 if missing: new builds would take the numbers of old ones
            job-log                *.log                                      TIER_3
                of the last look at the sources; read by people only
            subjob                 jobs/*/                                    TIER_1        job
                a job in a folder
            folder                 jobs/                                      TIER_1
                the jobs of a folder
            branch                 branches/*/                                TIER_1        job
                a job for a branch
            branches               branches/                                  TIER_1
                the branches of a multibranch job
            module                 modules/*/                                 TIER_1        job
                the builds of a Maven module
            modules                modules/                                   TIER_1
                the modules of a Maven job
            promotion              promotions/*/                              TIER_1        job
                a process that promotes builds
            promotions             promotions/                                TIER_1
                how builds are promoted
            combination            configurations/axis-*/*/                   TIER_1        job
                the builds of a matrix job for one value of its first axis
            matrix                 configurations/                            TIER_1
                the combinations of a matrix job
            next-axis              axis-*/*/                                  TIER_1        job
                the builds of a matrix job for one value of a further axis
            axis                   axis-*/                                    TIER_1
                a further axis of a matrix job
            job-directory          */                                         TIER_3
                not known; may be large
            job-file               *                                          TIER_1
                the job's settings, config.xml first
            """;
}
