//! The setup: every policy, topology and switch, and its options.

use crate::leaders_and_topology::expect_links;
use crate::story::story_at_end;

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn every_policy_shows_its_options() {
    story_at_end("choosing policies", async |page| {
        for (policy, role, option) in [
            ("Last write wins", "combobox", "Timestamp from"),
            ("Siblings", "radiogroup", "Track versions with"),
            ("Merge on write", "combobox", "Merge rule"),
            ("CRDT", "combobox", "Every key is a"),
            ("Avoidance", "textbox", "Key or prefix"),
        ] {
            page.choose_radio("Conflict policy", policy).await?;
            page.control(role, option).await?;
            let id = policy.to_lowercase().replace(' ', "-").replace("-on-write", "");
            page.expect_value("combobox", "Conflict policy", &id).await?;
        }
        page.choose_radio("Conflict policy", "None").await?;
        page.expect_leader_shows("Frankfurt", &["eggs"]).await?;
        page.press("Undo").await?;
        page.control("textbox", "Key or prefix").await?;
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn last_write_wins_offers_four_clocks_and_tombstone_lifetime() {
    story_at_end("options of last write wins", async |page| {
        page.choose_radio("Conflict policy", "Last write wins").await?;
        for clock in ["Client’s clock", "Hybrid logical clock", "Lamport clock", "Leader’s clock"] {
            page.select_option("Timestamp from", clock).await?;
            page.expect_verdict("1 write lost").await?;
        }
        page.unfold("Ties and deletes").await?;
        page.select_option("Tie decided by", "Value").await?;
        page.toggle("Drop tombstones").await?;
        page.set_number("Keep for in milliseconds", "250").await?;
        page.press("Undo").await?;
        // Undo reaches the field too.
        page.expect_value("spinbutton", "Keep for in milliseconds", "500").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn homes_are_set_and_removed_and_the_fallback_policy_has_options() {
    story_at_end("options of avoidance", async |page| {
        page.choose_radio("Conflict policy", "Avoidance").await?;
        page.fill("Key or prefix", "cart").await?;
        page.select_option("Home", "São Paulo").await?;
        page.press("Add home").await?;
        page.control("combobox", "Home of cart").await?;
        // Both requests were forwarded to the home, which ordered them.
        page.go_to_end().await?;
        page.expect_verdict("Converged").await?;
        page.select_option("Home of cart", "Tokyo").await?;
        page.choose_radio("A write elsewhere", "Refuse").await?;
        page.expect_verdict("1 refused at Frankfurt: the key’s home is Tokyo").await?;
        page.press("Remove the home of cart").await?;
        page.expect_no_text("Remove the home of").await?;
        page.unfold("When a home moves or fails").await?;
        page.toggle("Failover").await?;
        page.control("spinbutton", "Timeout in milliseconds").await?;
        page.unfold("If writes conflict anyway").await?;
        page.select_option("Otherwise", "Last write wins").await?;
        page.select_option("Timestamp from", "Hybrid logical clock").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn typed_merge_code_is_applied_by_its_button() {
    story_at_end("merge code", async |page| {
        page.choose_radio("Conflict policy", "Merge on write").await?;
        page.select_option("Merge rule", "Your own code").await?;
        let code = page.control("textbox", "Code").await?;
        assert!(code.value().await?.contains("fn merge(mine, theirs, ancestor)"));
        code.send_keys(" // mine").await?;
        page.expect_text("Not applied yet.").await?;
        page.press("Apply code").await?;
        page.expect_no_text("Not applied yet.").await?;
        assert!(page.control("textbox", "Code").await?.value().await?.ends_with(" // mine"));
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn every_topology_shows_its_options() {
    story_at_end("choosing topologies", async |page| {
        page.choose_radio("Topology", "Chain").await?;
        expect_links(page, &["Frankfurt and Tokyo", "São Paulo and Tokyo"]).await?;
        page.choose_radio("Topology", "Tree").await?;
        expect_links(page, &["Frankfurt and São Paulo", "Frankfurt and Tokyo"]).await?;
        page.set_number("Children per leader", "1").await?;
        expect_links(page, &["Frankfurt and Tokyo", "São Paulo and Tokyo"]).await?;
        page.choose_radio("Topology", "Grid").await?;
        expect_links(page, &["Frankfurt and São Paulo", "Frankfurt and Tokyo"]).await?;
        page.toggle("Set columns").await?;
        page.set_number("Leaders per row", "3").await?;
        expect_links(page, &["Frankfurt and Tokyo", "São Paulo and Tokyo"]).await?;
        page.choose_radio("Topology", "Random").await?;
        page.set_number("Extra-link probability in percent", "100").await?;
        expect_links(page, &["Frankfurt and São Paulo", "Frankfurt and Tokyo", "São Paulo and Tokyo"])
            .await?;
        page.press("Another seed").await?;
        page.expect_value("spinbutton", "Seed", "2").await?;
        page.choose_radio("Topology", "Ring").await?;
        page.choose_radio("Direction", "Both ways").await?;
        expect_links(page, &["Frankfurt and São Paulo", "Frankfurt and Tokyo", "São Paulo and Tokyo"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn invalid_number_stays_with_an_error_and_changes_nothing() {
    story_at_end("a bad number", async |page| {
        page.unfold("Faults and links").await?;
        page.set_number("Lost messages in percent", "96").await?;
        page.expect_text("“Lost messages” must be a whole number from 0 to 95%.").await?;
        // What was typed is still there.
        page.expect_value("spinbutton", "Lost messages in percent", "96").await?;
        page.expect_verdict("1 conflict open").await?;
        page.set_number("Lost messages in percent", "9").await?;
        page.expect_no_text("must be a whole number").await?;
        page.toggle("Limit bandwidth").await?;
        page.set_number("Bandwidth in bytes per second", "2000").await?;
        page.select_link("Frankfurt and Tokyo").await?;
        page.expect_inspector("Bandwidth 2000 B/s").await?;
        page.expect_inspector("Loss 9%").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn storm_without_loop_suppression_can_be_ended() {
    story_at_end("a storm", async |page| {
        page.choose_radio("Topology", "Ring").await?;
        page.unfold("Replication").await?;
        page.select_option("Loop suppression", "Off").await?;
        page.choose_radio("Unchanged rows", "Forward").await?;
        page.expect_verdict("Applied again").await?;
        page.expect_summary("A write is circulating").await?;
        page.press("Deduplicate by dot").await?;
        page.expect_no_text("Applied again").await?;
        page.select_option("Forwarding", "Own writes only").await?;
        page.expect_verdict("No path").await?;
        page.select_option("Forwarding", "Topology default").await?;
        page.choose_radio("Delivery", "Causal").await?;
        page.unfold("Writes that cannot be applied").await?;
        page.select_option("Update of a missing key", "Block the link").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn workload_is_converted_to_commands() {
    story_at_end("a workload", async |page| {
        page.unfold("Workload").await?;
        page.toggle("Random workload").await?;
        page.expect_text("About 18 operations, drawn from the run’s seed").await?;
        page.set_number("Clients", "4").await?;
        page.set_number("Operations per second, per client", "1.5").await?;
        page.unfold("More workload options").await?;
        page.set_number("Zipf exponent", "1.2").await?;
        page.toggle("Spread evenly").await?;
        page.set_number("Share at Tokyo", "3").await?;
        page.go_to_end().await?;
        page.expect_leader_shows("Frankfurt", &["milk", "eggs"]).await?;
        page.expect_text("k1").await?;
        page.set_number("Clients", "64").await?;
        page.expect_text("at most 64").await?;
        page.press("Another seed").await?;
        page.expect_value("spinbutton", "Seed", "8").await?;
        page.press("Undo").await?;
        page.expect_value("spinbutton", "Seed", "7").await?;
        page.press("Convert to editable commands").await?;
        page.expect_no_text("Convert to editable commands").await?;
        // The commands write the same.
        page.expect_text("k1").await?;
        page.press("Undo").await?;
        page.control("button", "Convert to editable commands").await?;
        Ok(())
    });
}
